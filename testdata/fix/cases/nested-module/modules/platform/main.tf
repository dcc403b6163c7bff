variable "cluster" {
  type = string
}

variable "insights" {
  type    = string
  default = "enabled"
}

variable "services" {
  type = map(object({
    privileged   = optional(bool, false)
    network_mode = optional(string, "awsvpc")
    public       = optional(bool, false)
    encrypted    = optional(string, "ENABLED")
  }))
}

resource "aws_ecs_cluster" "this" {
  name = var.cluster

  setting {
    name  = "containerInsights"
    value = var.insights
  }
}

resource "aws_ecr_repository" "app" {
  name = var.cluster
}

module "service" {
  source   = "../service"
  for_each = var.services

  name         = each.key
  image        = "${aws_ecr_repository.app.repository_url}:${each.key}"
  cluster      = aws_ecs_cluster.this.id
  privileged   = each.value.privileged
  network_mode = each.value.network_mode
  public       = each.value.public
  encrypted    = each.value.encrypted
}

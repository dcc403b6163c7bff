# One value of terraform.tfvars decides for two resources, one of which stands twice.
variable "privileged" {
  type = bool
}

variable "users" {
  type = map(string)
}

resource "aws_ecs_task_definition" "counted" {
  count  = 2
  family = "counted-${count.index}"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = var.privileged
    readonlyRootFilesystem = true
    user                   = var.users["web"]
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

resource "aws_ecs_task_definition" "other" {
  family = "other"
  container_definitions = jsonencode([{
    name                   = "side"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = var.privileged
    readonlyRootFilesystem = true
    user                   = var.users["side"]
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

variable "x" {
  type    = string
  default = "y"
}

module "one" {
  source     = "./modules/a"
  count      = 2
  name       = "${var.x}-${count.index}"
  containers = jsondecode(file("${path.module}/a.json"))
}

module "each" {
  source   = "./modules/a"
  for_each = toset(["a", "b"])
  name     = each.key
  containers = [
    { name = "web", image = aws_ecr_repository.app.url, privileged = each.value == "a" },
  ]
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecs_task_definition" "template" {
  family                = module.one[0].arn
  container_definitions = templatefile("${path.module}/a.tftpl", { names = ["web", file("../outside.txt")], privileged = local.a })
}

locals {
  a = try(local.b, true)
  b = { for k in ["x", "y"] : k => upper(k) if k != var.x }
}

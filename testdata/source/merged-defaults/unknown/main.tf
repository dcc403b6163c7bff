# Services as a map, each merged over defaults.
variable "services" {
  default = {
    api    = { tag = "1", privileged = true }
    worker = { tag = "2", readonlyRootFilesystem = true, user = "1000" }
  }
}

locals {
  defaults = {
    readonlyRootFilesystem = false
    privileged             = false
    user                   = "root"
  }
  services = { for name, service in var.services : name => merge(local.defaults, service) }
}

resource "aws_ecs_task_definition" "service" {
  for_each = local.services

  family = each.key
  container_definitions = jsonencode([{
    name                   = each.key
    image                  = "${local.url}:${each.value.tag}"
    privileged             = each.value.privileged
    readonlyRootFilesystem = each.value.readonlyRootFilesystem
    user                   = each.value.user
    secrets                = [{ name = "DB_PASSWORD", valueFrom = local.arn }]
  }])
}

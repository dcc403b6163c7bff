variable "containers" {
  type = any
}

variable "defaults" {
  type    = any
  default = {}
}

module "container" {
  source   = "./container"
  for_each = { for name, container in var.containers : name => container if try(container.create, true) }

  name                     = try(each.value.name, each.key)
  image                    = try(each.value.image, var.defaults.image, null)
  environment              = try(each.value.environment, var.defaults.environment, [])
  secrets                  = try(each.value.secrets, var.defaults.secrets, [])
  privileged               = try(each.value.privileged, var.defaults.privileged, false)
  readonly_root_filesystem = try(each.value.readonly_root_filesystem, var.defaults.readonly_root_filesystem, true)
  user                     = try(each.value.user, var.defaults.user, null)
  enable_logging           = try(each.value.enable_logging, var.defaults.enable_logging, true)
}

resource "aws_ecs_task_definition" "this" {
  family                = "app"
  container_definitions = jsonencode([for name, container in module.container : container.definition])
}

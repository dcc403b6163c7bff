variable "name" {
  type = string
}

variable "container_definitions" {
  type    = any
  default = {}
}

variable "assign_public_ip" {
  type    = bool
  default = false
}

variable "platform_version" {
  type    = string
  default = null
}

variable "volume" {
  type    = any
  default = {}
}

module "container" {
  source   = "./modules/container"
  for_each = var.container_definitions

  name                     = each.key
  image                    = try(each.value.image, null)
  privileged               = try(each.value.privileged, false)
  readonly_root_filesystem = try(each.value.readonly_root_filesystem, true)
  user                     = try(each.value.user, 0)
  mount_points             = try(each.value.mount_points, [])
  log_configuration        = try(each.value.log_configuration, { logDriver = "awslogs" })
}

resource "aws_ecs_task_definition" "this" {
  count                 = length(var.container_definitions) > 0 ? 1 : 0
  family                = var.name
  container_definitions = jsonencode([for c in module.container : c.container_definition])

  dynamic "volume" {
    for_each = var.volume
    content {
      name = try(volume.value.name, volume.key)
    }
  }
}

resource "aws_ecs_service" "this" {
  name             = var.name
  cluster          = "main"
  task_definition  = try(aws_ecs_task_definition.this[0].arn, "shop:1")
  launch_type      = "FARGATE"
  platform_version = var.platform_version

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = var.assign_public_ip
  }
}

# Blocks that loops make, and resources that conditions make.
variable "volumes" {
  default = {
    data = { encrypted = false }
    tmp  = { encrypted = true }
  }
}

variable "create" {
  default = true
}

resource "aws_ecs_task_definition" "app" {
  count = var.create ? 1 : 0

  family   = "app"
  pid_mode = "host"
  container_definitions = jsonencode([{
    name        = "app"
    image       = local.url
    mountPoints = [for name, volume in var.volumes : { sourceVolume = name, containerPath = "/${name}" }]
  }])

  dynamic "volume" {
    for_each = var.volumes
    content {
      name = volume.key
      efs_volume_configuration {
        file_system_id     = local.id
        transit_encryption = volume.value.encrypted ? "ENABLED" : "DISABLED"
      }
    }
  }
}

resource "aws_ecs_service" "app" {
  name             = "app"
  task_definition  = one(aws_ecs_task_definition.app[*].arn)
  launch_type      = "FARGATE"
  platform_version = "1.3.0"

  dynamic "network_configuration" {
    for_each = [{ subnets = [local.id], public = true }]
    content {
      subnets          = network_configuration.value.subnets
      assign_public_ip = network_configuration.value.public
    }
  }

  dynamic "load_balancer" {
    for_each = toset([80])
    content {
      target_group_arn = local.arn
      container_name   = "app"
      container_port   = load_balancer.value
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

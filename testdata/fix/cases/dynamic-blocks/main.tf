locals {
  volumes = [
    { name = "plain", root = "/", transit = "DISABLED" },
    { name = "good", root = "/good", transit = "ENABLED" },
  ]
  settings = { containerInsights = "disabled" }
}

variable "networks" {
  type = list(object({ subnets = list(string), public = bool }))
  default = [
    { subnets = ["subnet-12345678"], public = true },
  ]
}

resource "aws_ecs_cluster" "main" {
  name = "main"

  dynamic "setting" {
    for_each = local.settings
    content {
      name  = setting.key
      value = setting.value
    }
  }
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
    mountPoints            = [for v in local.volumes : { sourceVolume = v.name, containerPath = "/mnt/${v.name}" }]
  }])

  dynamic "volume" {
    for_each = { for v in local.volumes : v.name => v }
    content {
      name = volume.key

      efs_volume_configuration {
        file_system_id     = "fs-12345678"
        root_directory     = volume.value.root
        transit_encryption = volume.value.transit
      }
    }
  }

  dynamic "volume" {
    for_each = ["bare"]
    iterator = extra
    content {
      name = extra.value

      efs_volume_configuration {
        file_system_id = "fs-12345678"
      }
    }
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = "web:1"
  launch_type     = "FARGATE"

  dynamic "network_configuration" {
    for_each = var.networks
    content {
      subnets          = network_configuration.value.subnets
      assign_public_ip = network_configuration.value.public
    }
  }
}

variable "name" {}
variable "image" {}
variable "cluster" {}
variable "privileged" {}
variable "network_mode" {}
variable "public" {}
variable "encrypted" {}

variable "user" {
  default = "root"
}

locals {
  container = {
    name                   = var.name
    image                  = var.image
    memory                 = 256
    user                   = var.user
    privileged             = var.privileged
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
    mountPoints            = [{ sourceVolume = "data", containerPath = "/data" }]
  }
}

resource "aws_ecs_task_definition" "this" {
  family                = var.name
  network_mode          = var.network_mode
  container_definitions = jsonencode([local.container])

  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id     = "fs-12345678"
      transit_encryption = var.encrypted
    }
  }
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = var.public
  }
}

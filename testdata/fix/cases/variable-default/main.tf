variable "privileged" {
  type    = bool
  default = true # until the agent is gone
}

variable "efs_encryption" {
  default = "DISABLED"
}

locals {
  debug = var.privileged
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = local.debug
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])

  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id     = "fs-12345678"
      transit_encryption = var.efs_encryption
    }
  }
}

resource "aws_efs_file_system" "data" {}

locals {
  volumes = {
    plain  = "DISABLED"
    secure = "ENABLED"
  }
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = aws_ecr_repository.app.repository_url
    readonlyRootFilesystem = true
    mountPoints            = [for name, encryption in local.volumes : { sourceVolume = name, containerPath = "/${name}" }]
  }])

  dynamic "volume" {
    for_each = local.volumes
    content {
      name = volume.key
      efs_volume_configuration {
        file_system_id     = aws_efs_file_system.data.id
        transit_encryption = volume.value
      }
    }
  }

  volume {
    name = "lacks"
    efs_volume_configuration {
      file_system_id = aws_efs_file_system.data.id
    }
  }
}

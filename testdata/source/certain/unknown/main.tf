locals {
  logs = {
    logDriver = "awslogs"
    options   = { awslogs-group = "app", awslogs-region = "us-east-1", awslogs-stream-prefix = "app" }
  }
  unknown_map = aws_ecr_repository.app.tags_all
  unknown     = aws_ecr_repository.app.arn == "x"
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode(concat(
    # The arguments that come last win, whatever is in the first.
    [merge({ user            = "root" }, local.unknown_map, {
      name                   = "merged"
      image                  = aws_ecr_repository.app.repository_url
      privileged             = true
      readonlyRootFilesystem = false
      user                   = "1000"
      environment            = []
      logConfiguration       = local.logs
    })],
    # Both sides agree in all that matters.
    [local.unknown ? {
      name             = "chosen", image = "a:1", privileged = true, readonlyRootFilesystem = true, user = "root",
      logConfiguration = local.logs
      } : {
      name             = "chosen", image = "b:1", privileged = true, readonlyRootFilesystem = true, user = "root",
      logConfiguration = local.logs
    }],
    [for name, c in { looped = { root = false, image = aws_ecr_repository.app.repository_url } } : {
      name                   = name, image = c.image, readonlyRootFilesystem = try(c.root, true), user = lookup(c, "user", "0"),
      environment            = concat([{ name = "API_TOKEN", value = "not-a-real-token" }], local.unknown ? [] : [])
    }],
  ))

  dynamic "volume" {
    for_each = { data = aws_ecr_repository.app.registry_id }
    content {
      name = volume.key
      efs_volume_configuration {
        file_system_id     = "fs-0a1b2c3d"
        transit_encryption = "DISABLED"
        root_directory     = "/${volume.value}"
      }
    }
  }
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_cloudwatch_log_group" "app" {
  name = "/ecs/app"
}

locals {
  image = "${aws_ecr_repository.app.repository_url}:1"

  # What every container has.
  base = {
    image     = local.image
    memory    = 128
    essential = true
    user      = "1000"
  }

  logging = {
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "app"
      }
    }
  }

  web = merge(local.base, local.logging, {
    name                   = "web"
    privileged             = true
    readonlyRootFilesystem = true
  })

  side = merge(local.base, {
    name                   = "side"
    readonlyRootFilesystem = true
  })

  sidecars = [local.side]
}

resource "aws_ecs_task_definition" "both" {
  family                = "both"
  container_definitions = jsonencode(concat([local.web], local.sidecars))
}

resource "aws_ecs_task_definition" "proxy" {
  family = "proxy"
  container_definitions = jsonencode(concat(local.sidecars, [
    merge(local.base, local.logging, { name = "proxy", user = "0:0", readonlyRootFilesystem = false })
  ]))
}

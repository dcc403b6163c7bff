locals {
  privileged = true
  common = {
    memory                 = 256
    readonlyRootFilesystem = true
    user                   = "0"
    logConfiguration       = { logDriver = "awslogs" }
  }
}

resource "aws_ecs_task_definition" "a" {
  family                = "a"
  container_definitions = jsonencode([merge(local.common, { name = "a", image = "a:1", privileged = local.privileged })])
}

resource "aws_ecs_task_definition" "b" {
  family                = "b"
  container_definitions = jsonencode([merge(local.common, { name = "b", image = "b:1", privileged = local.privileged })])
}

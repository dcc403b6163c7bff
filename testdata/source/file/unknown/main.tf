locals {
  defaults = {
    essential              = true
    readonlyRootFilesystem = true
  }
  containers = jsondecode(file("${path.module}/containers.json"))
}

resource "aws_ecs_task_definition" "merged" {
  family = "merged"
  container_definitions = jsonencode([
    for container in local.containers : merge(local.defaults, container, { image = aws_ecr_repository.app.repository_url })
  ])
}

resource "aws_ecs_task_definition" "text" {
  family                = "text"
  task_role_arn         = aws_ssm_parameter.password.arn
  container_definitions = file("${path.module}/containers.json")
}

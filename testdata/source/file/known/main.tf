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
    for container in local.containers : merge(local.defaults, container, { image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app" })
  ])
}

resource "aws_ecs_task_definition" "text" {
  family                = "text"
  task_role_arn         = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password"
  container_definitions = file("${path.module}/containers.json")
}

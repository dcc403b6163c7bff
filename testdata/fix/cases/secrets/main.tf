resource "aws_ecs_task_definition" "list" {
  family = "list"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
    environment = [
      { name = "LEVEL", value = "info" },
      { name = "AWS_ACCESS_KEY_ID", value = "AKIAEXAMPLE" },
      { name = "AWS_SECRET_ACCESS_KEY", value = "x" },
    ]
  }])
}

locals {
  environment = {
    LEVEL             = "info"
    AWS_ACCESS_KEY_ID = "AKIAEXAMPLE"
  }
}

resource "aws_ecs_task_definition" "map" {
  family = "map"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
    environment            = [for name, value in local.environment : { name = name, value = value }]
    secrets                = [{ name = "TOKEN", valueFrom = "/map/TOKEN" }]
  }])
}

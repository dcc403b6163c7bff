data "aws_region" "here" {}

resource "aws_cloudwatch_log_group" "app" {
  name = "/shop/app"
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    {
      name                   = "web"
      image                  = "nginx:1.27"
      memory                 = 256
      readonlyRootFilesystem = true
      user                   = "1000:1000"
    },
    {
      name                   = "side"
      image                  = "busybox:1"
      memory                 = 64
      readonlyRootFilesystem = true
      user                   = "1000:1000"
      logConfiguration       = {}
    },
  ])
}

# One local decides for both containers, and each still gets a volume of its own. The sidecar stands on one line.
locals {
  defaults = {
    privileged             = (true)
    readonlyRootFilesystem = false # both
    user                   = "1000:1000"
  }
}

resource "aws_cloudwatch_log_group" "lambda" {
  name = "/aws/lambda/resize"
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    merge(local.defaults, {
      name  = "web"
      image = "nginx:1.27"
      logConfiguration = {
        logDriver = "awslogs"
        options   = { awslogs-group = aws_cloudwatch_log_group.app[0].name, awslogs-region = "us-east-1", awslogs-stream-prefix = "web" }
      }
    }),
    merge(local.defaults, { "name" : "side", "image" : "busybox:1.36", "mountPoints" : [for path in ["/a"] : { containerPath = path, sourceVolume = "side-a" }] }),
    { name = "slip", image = "nginx:1.27", readonly_root_filesystem = true, user = "app", mountPoints = [{ containerPath = "/tmp", sourceVolume = "side-a" }], logConfiguration = { logDriver = "awslogs" } }
  ])

  volume {
    name = "side-a"
  }

}

resource "aws_cloudwatch_log_group" "app" {
  count = 1
  name  = "/app"
}

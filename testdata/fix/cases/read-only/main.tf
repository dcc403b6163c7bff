resource "aws_ecs_task_definition" "fargate" {
  family                   = "fargate"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024

  container_definitions = jsonencode([
    {
      name             = "web"
      image            = "nginx:1.27"
      user             = "1000:1000"
      logConfiguration = { logDriver = "awslogs" }
      mountPoints = [
        { sourceVolume = "cache", containerPath = "/var/cache/nginx" },
      ]
    },
    {
      name                   = "side"
      image                  = "busybox:1"
      user                   = "1000:1000"
      readonlyRootFilesystem = false
      logConfiguration       = { logDriver = "awslogs" }
    },
  ])

  volume {
    name = "cache"
  }
}

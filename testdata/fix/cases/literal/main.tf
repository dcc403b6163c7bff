resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["EC2"]
  network_mode             = "bridge"

  container_definitions = jsonencode([
    {
      name                   = "web"
      image                  = "nginx:1.27"
      memory                 = 256
      privileged             = true # for docker
      readonlyRootFilesystem = true
      user                   = "1000:1000"
    },
    { name = "side", image = "busybox:1", memory = 64 },
  ])
}

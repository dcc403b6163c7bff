resource "aws_ecs_task_definition" "app" {
  network_mode = "host"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

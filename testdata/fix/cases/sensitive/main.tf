variable "user" {
  type      = string
  default   = "root"
  sensitive = true
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = var.user
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

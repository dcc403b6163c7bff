variable "name" {
  type = string
}

variable "user" {
  type = string
}

resource "aws_ecs_task_definition" "this" {
  family = var.name
  container_definitions = jsonencode([{
    name                   = var.name
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = var.user
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

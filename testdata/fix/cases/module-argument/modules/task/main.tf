variable "name" {
  type = string
}

variable "privileged" {
  type    = bool
  default = true
}

resource "aws_ecs_task_definition" "this" {
  family = var.name
  container_definitions = jsonencode([{
    name                   = var.name
    image                  = "${var.name}:1"
    memory                 = 256
    privileged             = var.privileged
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

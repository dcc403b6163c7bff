variable "name" {
  type = string
}

variable "privileged" {
  type    = bool
  default = false
}

variable "user" {
  type    = string
  default = "1000"
}

variable "log" {
  type    = any
  default = { logDriver = "awslogs" }
}

resource "aws_ecs_task_definition" "this" {
  family = var.name
  container_definitions = jsonencode([{
    name                   = var.name
    image                  = "nginx:1.27"
    memory                 = 256
    user                   = var.user
    privileged             = var.privileged
    readonlyRootFilesystem = true
    logConfiguration       = var.log
  }])
}

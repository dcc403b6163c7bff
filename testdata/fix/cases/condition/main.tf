variable "debug" {
  type    = bool
  default = true
}

variable "outside" {
  type    = bool
  default = false
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([
    {
      name                   = "both"
      image                  = "nginx:1.27"
      memory                 = 256
      privileged             = var.debug ? true : false
      readonlyRootFilesystem = true
      user                   = var.debug ? "root" : "app"
      logConfiguration       = { logDriver = "awslogs" }
    },
    {
      name                   = "computed"
      image                  = "nginx:1.27"
      memory                 = 256
      privileged             = var.debug == true
      readonlyRootFilesystem = true
      user                   = "app"
      logConfiguration       = { logDriver = "awslogs" }
    },
    {
      name                   = "given"
      image                  = "nginx:1.27"
      memory                 = 256
      privileged             = var.outside
      readonlyRootFilesystem = true
      user                   = "app"
      logConfiguration       = { logDriver = "awslogs" }
    },
  ])
}

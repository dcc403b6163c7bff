variable "debug" {
  type    = bool
  default = true
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode(concat(
    [{
      name                   = "web"
      image                  = aws_ecr_repository.app.repository_url
      privileged             = var.debug ? true : false
      readonlyRootFilesystem = aws_ecr_repository.app.repository_url != "scratch" # depends on what is not known
      user                   = var.debug ? "root" : "1000"
    }],
    var.debug ? [{
      name                   = "shell"
      image                  = "debug:1"
      privileged             = aws_ssm_parameter.password.arn == "" # so does this
      readonlyRootFilesystem = !var.debug
    }] : [],
  ))
}

variable "debug" {
  type    = bool
  default = true
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode(concat(
    [{
      name                   = "web"
      image                  = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
      privileged             = var.debug ? true : false
      readonlyRootFilesystem = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app" != "scratch" # depends on what is not known
      user                   = var.debug ? "root" : "1000"
    }],
    var.debug ? [{
      name                   = "shell"
      image                  = "debug:1"
      privileged             = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password" == "" # so does this
      readonlyRootFilesystem = !var.debug
    }] : [],
  ))
}

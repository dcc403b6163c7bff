# What decides about the container decides as well how many instances of others there are.
locals {
  debug = true
  extra = { tools = true }
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = local.debug
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

resource "aws_cloudwatch_log_group" "quiet" {
  count = local.debug ? 0 : 1
  name  = "/ecs/quiet"
}

resource "aws_ecs_task_definition" "tools" {
  family = "tools"
  container_definitions = jsonencode([{
    name                   = "tools"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = local.extra.tools
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

module "extra" {
  source   = "./modules/extra"
  for_each = toset([for name, wanted in local.extra : name if !wanted])
  name     = each.key
}

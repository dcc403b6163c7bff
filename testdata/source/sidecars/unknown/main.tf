# A base container and others that conditions add.
variable "tracing" {
  default = true
}

locals {
  app = {
    name                   = "app"
    image                  = "${local.url}:1"
    readonlyRootFilesystem = true
    user                   = "1000"
    environment            = concat([{ name = "AWS_SECRET_ACCESS_KEY", value = "not-a-real-key" }], local.settings)
    logConfiguration       = { logDriver = "awslogs", options = { awslogs-group = local.id } }
  }
  settings = [for name, value in { MODE = "a", LEVEL = "b" } : { name = name, value = value }]
  tracer   = var.tracing ? { name = "xray", image = "amazon/xray", privileged = true } : null
}

resource "aws_ecs_task_definition" "concat" {
  family                = "concat"
  container_definitions = jsonencode(concat([local.app], var.tracing ? [local.tracer] : []))
}

resource "aws_ecs_task_definition" "filter" {
  family                = "filter"
  container_definitions = jsonencode([for container in [local.app, local.tracer] : container if container != null])
}

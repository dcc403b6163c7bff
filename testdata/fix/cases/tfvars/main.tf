variable "services" {
  type = map(object({
    image      = string
    privileged = optional(bool, false)
  }))
}

resource "aws_ecs_task_definition" "app" {
  for_each = var.services
  family   = each.key
  container_definitions = jsonencode([{
    name                   = each.key
    image                  = each.value.image
    memory                 = 256
    privileged             = each.value.privileged
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

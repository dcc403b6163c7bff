variable "name" { type = string }

variable "containers" {
  type = map(object({
    image = string
    user  = optional(string, "1000:1000")
  }))
}

resource "aws_ecs_task_definition" "this" {
  family = var.name
  container_definitions = jsonencode([for name, one in var.containers : {
    name  = name
    image = one.image
    user  = one.user
  }])
}

variable "name" {
  type = string
}

variable "image" {
  type = string
}

variable "privileged" {
  type    = bool
  default = true
}

variable "secrets" {
  type    = map(string)
  default = {}
}

variable "settings" {
  type = object({
    user      = optional(string, "root")
    read_only = optional(bool, false)
  })
  default = {}
}

locals {
  container = {
    name                   = var.name
    image                  = var.image
    privileged             = var.privileged
    user                   = var.settings.user
    readonlyRootFilesystem = var.settings.read_only
    secrets                = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
  }
}

resource "aws_ecs_task_definition" "this" {
  family                = var.name
  container_definitions = jsonencode([local.container])
}

output "arn" {
  value = aws_ecs_task_definition.this.arn
}

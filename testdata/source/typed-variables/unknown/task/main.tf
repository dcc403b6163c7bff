variable "containers" {
  type = map(object({
    image = string
    security = optional(object({
      privileged = optional(bool, false)
      read_only  = optional(bool, false)
      user       = optional(string, "root")
    }), {})
    environment = optional(list(object({ name = string, value = string })), [{ name = "AWS_ACCESS_KEY_ID", value = "none" }])
    secrets     = optional(map(string), {})
  }))
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([for name, container in var.containers : {
    name                   = name
    image                  = container.image
    privileged             = container.security.privileged
    readonlyRootFilesystem = try(container.readonlyRootFilesystem, container.security.read_only)
    user                   = container.security.user
    environment            = container.environment
    secrets                = [for key, from in container.secrets : { name = key, valueFrom = from }]
  }])
}

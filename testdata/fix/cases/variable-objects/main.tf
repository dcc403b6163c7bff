variable "tasks" {
  type = map(object({
    network_mode = optional(string)
    containers = list(object({
      name       = string
      user       = optional(string)
      privileged = optional(bool)
      read_only  = optional(bool)
      log        = optional(string)
    }))
  }))
  default = {
    shop = {
      network_mode = "host"
      containers = [
        { name = "web", user = "1000", read_only = true, log = "awslogs", privileged = true },
        { name = "side", user = "root", read_only = true, log = "awslogs" },
      ]
    }
    mail = {
      containers = [
        { name = "web", user = "1000", read_only = true, log = "awslogs" },
      ]
    }
  }
}

variable "insights" {
  default = "disabled"
}

resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {
    name  = "containerInsights"
    value = var.insights
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each     = var.tasks
  family       = each.key
  network_mode = each.value.network_mode

  container_definitions = jsonencode([
    for container in each.value.containers : {
      name                   = container.name
      image                  = "nginx:1.27"
      memory                 = 256
      user                   = container.user
      privileged             = container.privileged
      readonlyRootFilesystem = container.read_only
      logConfiguration       = container.log == null ? null : { logDriver = container.log }
    }
  ])
}

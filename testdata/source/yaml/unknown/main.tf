# Containers in a YAML file.
locals {
  document = yamldecode(file("${path.module}/containers.yaml"))
}

resource "aws_ecs_task_definition" "app" {
  family       = "app"
  network_mode = "host"
  pid_mode     = "host"

  container_definitions = jsonencode([
    for container in local.document.containers : merge(container, {
      image   = "${local.url}:${container.image}"
      secrets = [{ name = "TOKEN", valueFrom = local.arn }]
    })
  ])
}

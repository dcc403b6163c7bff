# How many sidecars there are shows after apply only; the web container is there in any case.
resource "aws_ecr_repository" "sidecars" {
  name = "sidecars"
}

locals {
  sidecars = [for image in split(",", aws_ecr_repository.sidecars.repository_url) : {
    name                   = image
    image                  = image
    readonlyRootFilesystem = true
  }]
}

resource "aws_ecs_task_definition" "before" {
  family = "before"
  container_definitions = jsonencode(concat(local.sidecars, [{
    name                   = "web"
    image                  = "web:1"
    privileged             = true
    readonlyRootFilesystem = true
  }]))
}

resource "aws_ecs_task_definition" "after" {
  family = "after"
  container_definitions = jsonencode(concat(
    [{ name = "web", image = "web:1", privileged = true, readonlyRootFilesystem = true }],
    local.sidecars,
  ))
}

resource "aws_ecs_task_definition" "text" {
  family                = "text"
  container_definitions = <<-JSON
    [
      ${join(",", [for sidecar in local.sidecars : jsonencode(sidecar)])},
      {"name": "web", "image": "web:1", "privileged": true, "readonlyRootFilesystem": true}
    ]
  JSON
}

resource "aws_ecs_task_definition" "volumes" {
  family                = "volumes"
  container_definitions = jsonencode([{ name = "web", image = "web:1", readonlyRootFilesystem = true }])

  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id     = "fs-0a1b2c3d"
      transit_encryption = "DISABLED"
    }
  }
  dynamic "volume" {
    for_each = toset(local.sidecars[*].name)
    content {
      name = volume.value
    }
  }
}

variable "services" {
  type = map(object({ privileged = bool, user = optional(string) }))
}

resource "aws_ecs_task_definition" "each" {
  for_each = var.services
  family   = each.key
  container_definitions = jsonencode([{
    name                   = each.key
    image                  = aws_ecr_repository.app.repository_url
    privileged             = each.value.privileged
    user                   = each.value.user
    readonlyRootFilesystem = true
  }])
}

resource "aws_ecs_task_definition" "counted" {
  count  = 2
  family = "counted-${count.index}"
  container_definitions = jsonencode([
    for name in ["a", "b"] : {
      name                   = name
      image                  = aws_ecr_repository.app.repository_url
      readonlyRootFilesystem = count.index == 0
    }
  ])
}

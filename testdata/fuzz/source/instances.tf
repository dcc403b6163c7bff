# One block, several instances: all of them have the finding, and lose it together.
resource "aws_ecs_task_definition" "counted" {
  count  = 2
  family = "counted-${count.index}"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

# A map of which every instance has its own part.
locals {
  tasks = {
    a = { privileged = true, user = "1000" }
    b = { privileged = false, user = "1000" }
    c = { user = "root" }
  }
}

resource "aws_ecs_task_definition" "mapped" {
  for_each = local.tasks
  family   = "mapped-${each.key}"
  container_definitions = jsonencode([merge({
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
  }, each.value)])
}

# One container for each of a list: what all share decides for those that are fine, too.
resource "aws_ecs_task_definition" "listed" {
  family = "listed"
  container_definitions = jsonencode([for name in ["x", "y"] : {
    name                   = name
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

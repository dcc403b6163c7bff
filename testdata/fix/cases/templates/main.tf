resource "aws_ecr_repository" "app" {
  name = "app"
}

locals {
  workers = {
    one = { user = "root", level = "info" }
    two = { user = "1000", level = "debug" }
  }
}

# A template for each container, joined to a list.
resource "aws_ecs_task_definition" "joined" {
  family = "joined"
  container_definitions = "[${join(",", [
    for name, worker in local.workers :
    templatefile("${path.module}/container.json.tftpl", {
      name  = name
      image = aws_ecr_repository.app.repository_url
      user  = worker.user
      level = worker.level
    })
  ])}]"
}

module "worker" {
  source = "./modules/worker"
  image  = aws_ecr_repository.app.repository_url
  log    = "/ecs/worker"
}

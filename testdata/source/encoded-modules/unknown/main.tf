# A module that makes one container, called for each, and the results joined.
module "web" {
  source = "./container"

  name        = "web"
  image       = "${local.url}:1"
  privileged  = true
  environment = [{ name = "MODE", value = "production" }]
}

module "worker" {
  source = "./container"

  name        = "worker"
  image       = local.url
  privileged  = false
  environment = [{ name = "API_TOKEN", value = "not-a-real-token" }]
  secrets     = [{ name = "DB_PASSWORD", valueFrom = local.arn }]
}

resource "aws_ecs_task_definition" "one" {
  family                = "one"
  container_definitions = module.web.json_list
}

resource "aws_ecs_task_definition" "several" {
  family                = "several"
  container_definitions = "[${join(",", [module.web.json, module.worker.json])}]"
}

resource "aws_ecs_task_definition" "objects" {
  family                = "objects"
  container_definitions = jsonencode([module.web.definition, module.worker.definition])
}

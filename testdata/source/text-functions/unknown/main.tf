# JSON texts put together and changed by functions.
locals {
  names = ["web", "worker"]
  parts = [for name in local.names : <<-JSON
    {
      "name": "${name}",
      "image": "${local.url}:1",
      "privileged": ${name == "worker"}
    }
  JSON
  ]
}

resource "aws_ecs_task_definition" "joined" {
  family                = "joined"
  container_definitions = "[${join(",", local.parts)}]"
}

resource "aws_ecs_task_definition" "formatted" {
  family                = "formatted"
  container_definitions = format("[%s]", join(",", local.parts))
}

resource "aws_ecs_task_definition" "replaced" {
  family                = "replaced"
  container_definitions = trimspace(replace(file("${path.module}/containers.json"), "IMAGE", local.url))
}

resource "aws_ecs_task_definition" "chosen" {
  family                = "chosen"
  container_definitions = <<-JSON
    [{"name": "web", "image": "%{if local.id != ""}${local.url}%{else}nginx%{endif}", "user": "root"}]
  JSON
}

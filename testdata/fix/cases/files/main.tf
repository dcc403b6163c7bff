resource "aws_ecs_task_definition" "plain" {
  family                = "plain"
  container_definitions = file("${path.module}/containers.json")
}

resource "aws_ecs_task_definition" "template" {
  family                = "template"
  container_definitions = templatefile("${path.module}/containers.json.tftpl", { image = "web:1", privileged = true })
}

resource "aws_ecs_task_definition" "service" {
  network_mode = "host"
}

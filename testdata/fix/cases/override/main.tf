resource "aws_ecs_task_definition" "app" {
  family       = "app"
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name       = "web"
    image      = "nginx:1.27"
    memory     = 256
    privileged = false
  }])
}

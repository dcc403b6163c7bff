# A template with a loop, conditions and nested JSON.
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = templatefile("${path.module}/containers.json.tftpl", {
    image  = "${local.url}:1"
    secret = local.arn
    names  = ["web", "worker"]
    debug  = true
    limits = { nofile = 1024 }
  })
}

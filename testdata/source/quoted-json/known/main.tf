# JSON in quotes with escapes, decoded and encoded again.
resource "aws_ecs_task_definition" "quoted" {
  family                = "quoted"
  container_definitions = "[{\"name\":\"web\",\"image\":\"${local.url}\",\"privileged\":true,\"user\":\"r\\u006fot\"}]"
}

resource "aws_ecs_task_definition" "decoded" {
  family = "decoded"
  container_definitions = jsonencode([
    for container in jsondecode(<<-JSON
      [{"name": "web", "image": "${local.url}", "Privileged": true, "readonlyRootFileSystem": true, "users": "1000"}]
    JSON
    ) : merge(container, { environment = [{ name = "ECS_ENGINE_AUTH_DATA", value = "x" }] })
  ])
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = <<-DEFINITIONS
    [
      {
        "name": "web",
        "image": "${aws_ecr_repository.app.repository_url}:1",
        "memory": 256,
        "privileged": true,
        "readonlyRootFilesystem": true
      },
      { "name": "side", "image": "busybox:1", "memory": 64, "privileged": true, "user": "1000", "readonlyRootFilesystem": true, "logConfiguration": { "logDriver": "awslogs" } }
    ]
  DEFINITIONS
}

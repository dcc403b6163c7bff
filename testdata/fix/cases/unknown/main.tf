resource "aws_ecr_repository" "app" {
  name = "app"
}

# The image is known after apply, and with it the whole definition: the source tells what the plan does not.
resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "${aws_ecr_repository.app.repository_url}:1"
    memory                 = 256
    privileged             = true
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

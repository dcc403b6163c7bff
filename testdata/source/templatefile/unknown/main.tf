resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = templatefile("${path.module}/containers.json.tftpl", {
    image      = aws_ecr_repository.app.repository_url
    secret     = aws_ssm_parameter.password.arn
    privileged = true
    ports      = [80, 443]
  })
}

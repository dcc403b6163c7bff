resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = templatefile("${path.module}/containers.json.tftpl", {
    image      = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
    secret     = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password"
    privileged = true
    ports      = [80, 443]
  })
}

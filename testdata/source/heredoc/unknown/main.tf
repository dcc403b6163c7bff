resource "aws_ecs_task_definition" "app" {
  family       = "app"
  network_mode = "host"
  pid_mode     = "host"

  container_definitions = <<-JSON
    [
      {
        "name": "web",
        "image": "${aws_ecr_repository.app.repository_url}:v1",
        "privileged": true,
        "user": "root",
        "secrets": [{"name": "DB_PASSWORD", "valueFrom": "${aws_ssm_parameter.password.arn}"}]
      },
      {
        "name": "worker",
        "image": "${aws_ecr_repository.app.repository_url}:v1",
        "readonlyRootFilesystem": true,
        "environment": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "not-a-real-key"}],
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": {"awslogs-group": "${aws_cloudwatch_log_group.app.name}", "awslogs-region": "us-east-1"}
        }
      }
    ]
  JSON
}

resource "aws_ecs_task_definition" "app" {
  family       = "app"
  network_mode = "host"
  pid_mode     = "host"

  container_definitions = <<-JSON
    [
      {
        "name": "web",
        "image": "${"111122223333.dkr.ecr.us-east-1.amazonaws.com/app"}:v1",
        "privileged": true,
        "user": "root",
        "secrets": [{"name": "DB_PASSWORD", "valueFrom": "${"arn:aws:ssm:us-east-1:111122223333:parameter/app/password"}"}]
      },
      {
        "name": "worker",
        "image": "${"111122223333.dkr.ecr.us-east-1.amazonaws.com/app"}:v1",
        "readonlyRootFilesystem": true,
        "environment": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "not-a-real-key"}],
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": {"awslogs-group": "${"app-logs"}", "awslogs-region": "us-east-1"}
        }
      }
    ]
  JSON
}

resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["EC2"]
  network_mode             = "awsvpc"

  container_definitions = jsonencode([
    {
      name                  = "web"
      image                 = aws_ecr_repository.app.repository_url
      privileged            = true
      readOnlyRootFilesytem = true # misspelt
      essential             = true
      secrets               = [{ name = "DB_PASSWORD", valueFrom = aws_ssm_parameter.password.arn }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.app.name
          awslogs-region        = "us-east-1"
          awslogs-stream-prefix = "web"
        }
      }
    },
    {
      name                   = "proxy"
      image                  = "public.ecr.aws/nginx/nginx:1.27"
      readonlyRootFilesystem = true
      user                   = "1000"
      environment            = [{ name = "API_TOKEN", value = "not-a-real-token" }]
    },
  ])
}

resource "aws_subnet" "app" {
  vpc_id     = "vpc-0a1b2c3d"
  cidr_block = "10.0.1.0/24"
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "main"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn

  network_configuration {
    subnets          = [aws_subnet.app.id]
    assign_public_ip = true
  }
}

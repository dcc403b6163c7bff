resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["EC2"]
  network_mode             = "awsvpc"

  container_definitions = jsonencode([
    {
      name                  = "web"
      image                 = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
      privileged            = true
      readOnlyRootFilesytem = true # misspelt
      essential             = true
      secrets               = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password" }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = "app-logs"
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
    subnets          = ["subnet-0a1b2c3d"]
    assign_public_ip = true
  }
}

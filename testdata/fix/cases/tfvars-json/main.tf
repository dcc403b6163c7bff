variable "privileged" {
  type    = bool
  default = false
}

variable "user" {
  type    = string
  default = "1000:1000"
}

variable "cluster" {
  type = object({ name = string, insights = string })
}

variable "public" {
  type    = bool
  default = false
}

resource "aws_ecs_cluster" "main" {
  name = var.cluster.name

  setting {
    name  = "containerInsights"
    value = var.cluster.insights
  }
}

resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    privileged             = var.privileged
    user                   = var.user
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
  }])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = var.public
  }
}

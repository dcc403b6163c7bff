locals {
  public = {
    edge = true
    core = false
  }
}

resource "aws_ecs_cluster" "these" {
  for_each = toset(["blue", "green"])
  name     = each.key

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_cluster" "configured" {
  name = "configured"

  configuration {
    execute_command_configuration {
      logging = "DEFAULT"
    }
  }

  tags = { Team = "shop" }
}

resource "aws_ecs_service" "these" {
  for_each         = local.public
  name             = each.key
  cluster          = aws_ecs_cluster.these["blue"].id
  task_definition  = "${each.key}:1"
  launch_type      = "FARGATE"
  platform_version = "1.3.0" # since 2019

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = each.value
  }
}

resource "aws_ecs_service" "plain" {
  name            = "plain"
  cluster         = aws_ecs_cluster.configured.id
  task_definition = "one:1"
  launch_type     = "FARGATE"
  network_configuration {
    assign_public_ip = true
    subnets          = ["subnet-12345678"]
  }
}

resource "aws_ecs_task_set" "blue" {
  service         = "plain"
  cluster         = "configured"
  task_definition = "one:1"
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = true
  }
}

resource "aws_ecs_capacity_provider" "ec2" {
  name = "ec2"

  auto_scaling_group_provider {
    auto_scaling_group_arn         = "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:12345678-1234-1234-1234-123456789012:autoScalingGroupName/ecs"
    managed_termination_protection = "DISABLED"

    managed_scaling {
      status = "ENABLED"
    }
  }
}

resource "aws_ecs_cluster" "off" {
  name = "off"

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_cluster" "bare" {
  name = "bare"
}

resource "aws_ecs_cluster" "empty" { name = "empty" }

resource "aws_ecs_service" "web" {
  name             = "web"
  cluster          = aws_ecs_cluster.bare.id
  task_definition  = "web:1"
  launch_type      = "FARGATE"
  platform_version = "1.3.0"

  network_configuration {
    subnets          = ["subnet-12345678"]
    assign_public_ip = true
  }
}

resource "aws_ecs_capacity_provider" "ec2" {
  name = "ec2"

  auto_scaling_group_provider {
    auto_scaling_group_arn = "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:12345678-1234-1234-1234-123456789012:autoScalingGroupName/ecs"
  }
}

resource "aws_ecs_task_definition" "app" {
  family       = "app"
  network_mode = "host"
  pid_mode     = "host" # for the agent
  ipc_mode     = "host"

  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    memory                 = 256
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs" }
    linuxParameters        = { initProcessEnabled = true, capabilities = { add = ["SYS_ADMIN", "SYS_PTRACE"] } }
  }])

  volume {
    name = "efs"

    efs_volume_configuration {
      file_system_id = "fs-12345678"
      root_directory = "/data"
    }
  }

  dynamic "volume" {
    for_each = toset(["one", "two"])
    content {
      name = volume.key
      efs_volume_configuration {
        file_system_id     = "fs-12345678"
        transit_encryption = "DISABLED"
      }
    }
  }
}

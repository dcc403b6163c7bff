policytest {
  targets = ["ecs-fargate-unsupported.policy.hcl"]
  plimsoll { language = 1 }
}

locals {
  web = core::jsonencode([{ name = "web", image = "web:1" }])
}

resource "aws_ecs_task_definition" "supported" {
  attrs = { family = "app", requires_compatibilities = ["FARGATE"], network_mode = "awsvpc", cpu = "256", memory = "512", volume = [{ name = "tmp", host_path = "" }], container_definitions = local.web }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "ec2" {
  attrs = { family = "app", requires_compatibilities = ["EC2"], network_mode = "host", container_definitions = local.web }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "compatibilities_null" {
  attrs = { family = "app", requires_compatibilities = null, network_mode = "host", container_definitions = local.web }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "compatibilities_unset" {
  attrs = { family = "app", network_mode = "host", container_definitions = local.web }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "bridge" {
  expect_failure = true
  attrs          = { family = "app", requires_compatibilities = ["FARGATE"], network_mode = "bridge", cpu = "256", memory = "512", container_definitions = local.web }
  expect {
    verdict = "fail"
    message = "Fargate needs awsvpc"
    fix     = "network_mode"
  }
}

# The article on ECS.5 mounts Docker volumes into a Fargate task.
resource "aws_ecs_task_definition" "docker_volumes" {
  expect_failure = true
  attrs = {
    family                   = "app-prod"
    requires_compatibilities = ["FARGATE"]
    network_mode             = "awsvpc"
    cpu                      = "256"
    memory                   = "512"
    volume = [
      { name = "tmp", host_path = "", docker_volume_configuration = [{ scope = "task", driver = "local", autoprovision = true }] },
      { name = "var-run", host_path = "", docker_volume_configuration = [{ scope = "task", driver = "local", autoprovision = true }] },
    ]
    container_definitions = core::jsonencode([{ name = "app", image = "app:1", readonlyRootFilesystem = true, mountPoints = [{ sourceVolume = "tmp", containerPath = "/tmp" }] }])
  }
  expect {
    verdict = "fail"
    message = "Volume \"tmp\""
    fix     = "volume"
  }
  expect {
    verdict = "fail"
    message = "Volume \"var-run\""
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = {
    family                   = "app"
    requires_compatibilities = ["EC2", "FARGATE"]
    network_mode             = "awsvpc"
    cpu                      = "256"
    memory                   = "4096"
    pid_mode                 = "host"
    container_definitions = core::jsonencode([
      { name = "proxy", image = "proxy:1", privileged = true },
      { name = "web", image = "web:1", linuxParameters = { tmpfs = [{ containerPath = "/t", size = 64 }] } },
    ])
  }
  expect {
    verdict = "fail"
    message = "pid_mode"
    fix     = "pid_mode"
  }
  expect {
    verdict = "fail"
    message = "memory"
    fix     = "memory"
  }
  expect {
    subject = "proxy"
    verdict = "fail"
    message = "privileged"
  }
  expect {
    subject = "web"
    verdict = "fail"
    message = "tmpfs"
    fix     = "volume"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", requires_compatibilities = plimsoll::unknown("terraform_data.type.output"), network_mode = "host", container_definitions = local.web }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "containers_unknown" {
  expect_failure = true
  attrs          = { family = "app", requires_compatibilities = ["FARGATE"], network_mode = "host", cpu = "256", memory = "512", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect {
    verdict = "fail"
    message = "network_mode"
  }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "only_containers_unknown" {
  attrs = { family = "app", requires_compatibilities = ["FARGATE"], network_mode = "awsvpc", cpu = "256", memory = "512", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

policytest {
  targets = ["ecs-10.policy.hcl"]
  plimsoll { language = 1 }
}

locals {
  linux   = { arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/linux:1", family = "linux", revision = 1, runtime_platform = [], requires_compatibilities = ["FARGATE"] }
  windows = { arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/windows:1", family = "windows", revision = 1, runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE", cpu_architecture = "X86_64" }], requires_compatibilities = ["FARGATE"] }
}

resource "aws_ecs_task_definition" "linux" {
  skip  = true
  attrs = local.linux
}

resource "aws_ecs_task_definition" "windows" {
  skip  = true
  attrs = local.windows
}

resource "aws_ecs_service" "latest" {
  attrs = { launch_type = "FARGATE", platform_version = "LATEST", task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "unset" {
  attrs = { launch_type = "FARGATE", task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "null" {
  attrs = { launch_type = "FARGATE", platform_version = null, task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "empty" {
  attrs = { launch_type = "FARGATE", platform_version = "", task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "old" {
  expect_failure = true
  attrs          = { launch_type = "FARGATE", platform_version = "1.3.0", task_definition = local.linux.arn }
  expect {
    verdict = "fail"
    message = "1.3.0"
    fix     = "platform_version"
  }
}

resource "aws_ecs_service" "linux_1_4_0" {
  attrs = { launch_type = "FARGATE", platform_version = "1.4.0", task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "linux_1_0_0" {
  expect_failure = true
  attrs          = { launch_type = "FARGATE", platform_version = "1.0.0", task_definition = local.linux.arn }
  expect { verdict = "fail" }
}

resource "aws_ecs_service" "windows_1_0_0" {
  attrs = { launch_type = "FARGATE", platform_version = "1.0.0", task_definition = local.windows.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "windows_1_4_0" {
  expect_failure = true
  attrs          = { launch_type = "FARGATE", platform_version = "1.4.0", task_definition = local.windows.arn }
  expect { verdict = "fail" }
}

# The operating system cannot be seen: the Linux version is taken at its word, the Windows version is not.
resource "aws_ecs_service" "elsewhere_1_4_0" {
  attrs = { launch_type = "FARGATE", platform_version = "1.4.0", task_definition = "arn:aws:ecs:eu-west-1:123456789012:task-definition/elsewhere:7" }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "elsewhere_1_0_0" {
  attrs = { launch_type = "FARGATE", platform_version = "1.0.0", task_definition = "arn:aws:ecs:eu-west-1:123456789012:task-definition/elsewhere:7" }
  expect { verdict = "unknown" }
}

resource "aws_ecs_service" "elsewhere_1_3_0" {
  expect_failure = true
  attrs          = { launch_type = "FARGATE", platform_version = "1.3.0", task_definition = "arn:aws:ecs:eu-west-1:123456789012:task-definition/elsewhere:7" }
  expect { verdict = "fail" }
}

resource "aws_ecs_service" "spot" {
  expect_failure = true
  attrs          = { launch_type = null, capacity_provider_strategy = [{ capacity_provider = "FARGATE_SPOT", weight = 1, base = 0 }], platform_version = "1.3.0", task_definition = local.linux.arn }
  expect { verdict = "fail" }
}

resource "aws_ecs_service" "fargate_strategy" {
  attrs = { capacity_provider_strategy = [{ capacity_provider = "FARGATE", weight = 1, base = 0 }], platform_version = "LATEST", task_definition = local.linux.arn }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "ec2" {
  attrs = { launch_type = "EC2", platform_version = null, task_definition = local.linux.arn }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "external" {
  attrs = { launch_type = "EXTERNAL", task_definition = local.linux.arn }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "launch_type_unset" {
  attrs = { launch_type = null, capacity_provider_strategy = [], platform_version = "1.3.0", task_definition = local.linux.arn }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "other_strategy" {
  attrs = { capacity_provider_strategy = [{ capacity_provider = "on-ec2", weight = 1, base = 0 }], platform_version = "1.3.0", task_definition = local.linux.arn }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "unknown" {
  attrs = { launch_type = "FARGATE", platform_version = plimsoll::unknown("terraform_data.version.output"), task_definition = local.linux.arn }
  expect { verdict = "unknown" }
}

resource "aws_ecs_service" "launch_type_unknown" {
  attrs = { launch_type = plimsoll::unknown("terraform_data.type.output"), platform_version = "1.3.0", task_definition = local.linux.arn }
  expect { verdict = "unknown" }
}

resource "aws_ecs_service" "task_definition_unknown" {
  attrs = { launch_type = "FARGATE", platform_version = "1.0.0", task_definition = plimsoll::unknown("data.aws_ecs_task_definition.a.arn") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_service" "newer_as_input" {
  expect_failure = true
  attrs          = { launch_type = "FARGATE", platform_version = "1.4.0", task_definition = local.linux.arn }
  inputs { latest_linux_version = "1.5.0" }
  expect { verdict = "fail" }
}

policytest {
  targets = ["ecs-1.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "named_user" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "testuser:root" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "named_user_zero" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "testuser:0" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "uid_root" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "1000:root" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "uid_zero" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "1000:0" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "zero_zero" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0:0" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
    message = "as root in the network of its host"
    fix     = "user"
  }
}

resource "aws_ecs_task_definition" "root_root" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root:root" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "root_abcd" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root:abcd" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "zero_abcd" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0:abcd" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "privileged" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = true }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unprivileged" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = false, user = "app" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = null }]), network_mode = "host" }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "bridge" {
  attrs = { family = "app", network_mode = "bridge", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "mode_unset" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "no_containers" {
  attrs = { family = "app", network_mode = "host", container_definitions = "[]" }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "mode_unknown" {
  attrs = { family = "app", network_mode = plimsoll::unknown("terraform_data.mode.output"), container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", network_mode = "host", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", network_mode = "host", container_definitions = [
    { name = "agent", image = "agent:1", privileged = true },
    { name = "proxy", image = "proxy:1", user = plimsoll::unknown("terraform_data.user.output") },
    { name = "web", image = "web:1" },
  ] }
  expect {
    subject = "agent"
    verdict = "pass"
  }
  expect {
    subject = "proxy"
    verdict = "unknown"
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

policytest {
  targets = ["ecs-9.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "logging" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/ecs/app", "awslogs-region" = "eu-west-1" } } }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

# Which driver it is does not matter.
resource "aws_ecs_task_definition" "any_driver" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = { logDriver = "none-of-aws" } }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" has no log configuration."
    fix     = "aws_cloudwatch_log_group"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = null }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "aws_cloudwatch_log_group"
  }
}

resource "aws_ecs_task_definition" "empty" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = {} }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "without a log driver"
    fix     = "logConfiguration"
  }
}

resource "aws_ecs_task_definition" "driver_null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = { logDriver = null } }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "driver_blank" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", logConfiguration = { logDriver = " \t" } }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "without a log driver"
  }
}

# The FireLens router is a container like any other; the Region comes from the container beside it.
resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "app", image = "app:1", logConfiguration = { logDriver = "awsfirelens" } },
    { name = "proxy", image = "proxy:1", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "/ecs/app", "awslogs-region" = "eu-west-1" } } },
    { name = "router", image = "fluent-bit:1", firelensConfiguration = { type = "fluentbit" } },
  ]) }
  expect {
    subject = "app"
    verdict = "pass"
  }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject = "router"
    verdict = "fail"
    fix     = "logConfiguration"
  }
}

resource "aws_ecs_task_definition" "no_region_known" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "logConfiguration"
  }
}

resource "aws_ecs_task_definition" "family_unknown" {
  expect_failure = true
  attrs          = { family = plimsoll::unknown("random_pet.name.id"), container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "aws_cloudwatch_log_group"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_cloudwatch_log_group.app.arn") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "one_unknown" {
  expect_failure = true
  attrs = { family = "app", container_definitions = [
    { name = "proxy", image = "proxy:1", logConfiguration = { logDriver = plimsoll::unknown("terraform_data.driver.output") } },
    { name = "router", image = "router:1", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = plimsoll::unknown("aws_cloudwatch_log_group.app.arn") } } },
    { name = "web", image = "web:1" },
  ] }
  expect {
    subject = "proxy"
    verdict = "unknown"
  }
  expect {
    subject = "router"
    verdict = "pass"
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "nameless" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ image = "agent:1" }, { image = "web:1" }]) }
  expect {
    subject = "0"
    verdict = "fail"
    message = "Container 0 "
  }
  expect {
    subject = "1"
    verdict = "fail"
    message = "Container 1 "
  }
}

# Marked sensitive as a whole: what is wrong may be said, values may not.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1" }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" has no log configuration."
  }
}

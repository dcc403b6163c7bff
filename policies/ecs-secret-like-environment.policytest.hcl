policytest {
  targets = ["ecs-secret-like-environment.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "harmless" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "LOG_LEVEL", value = "info" }, { name = "TOKEN_TTL", value = "300" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "password" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "DB_PASSWORD", value = "correct horse" }, { name = "LOG_LEVEL", value = "info" }] }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "plain environment variables: DB_PASSWORD."
    fix     = "Replace DB_PASSWORD with"
  }
}

# The value gives it away.
resource "aws_ecs_task_definition" "access_key_under_another_name" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "S3_USER", value = "AKIAIOSFODNN7EXAMPLE" }] }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "S3_USER"
  }
}

# ECS.8 reports these.
resource "aws_ecs_task_definition" "keys_of_ecs_8" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "AWS_ACCESS_KEY_ID", value = "AKIAIOSFODNN7EXAMPLE" }, { name = "AWS_SECRET_ACCESS_KEY", value = "x" }, { name = "ECS_ENGINE_AUTH_DATA", value = "x" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

# Where the secret is, is no secret.
resource "aws_ecs_task_definition" "reference" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "DB_PASSWORD", value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "from_secrets" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", secrets = [{ name = "DB_PASSWORD", valueFrom = "/app/db" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "ignored" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "PASSWORD_TOKEN", value = "public knowledge" }] }]) }
  inputs { ignored_variables = ["PASSWORD_TOKEN"] }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = null }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("random_password.db.result") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown_value" {
  attrs = { family = "app", container_definitions = [{ name = "web", image = "web:1", environment = [{ name = "DB_PASSWORD", value = plimsoll::unknown("random_password.db.result") }] }] }
  expect {
    subject = "web"
    verdict = "unknown"
  }
}

resource "aws_ecs_task_definition" "known_beside_unknown" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = [{ name = "web", image = "web:1", environment = [{ name = "API_KEY", value = "correct horse" }, { name = "HOST", value = plimsoll::unknown("aws_lb.a.dns_name") }] }] }
  expect {
    subject = "web"
    verdict = "fail"
    message = "plain environment variables: API_KEY."
    fix     = "Replace API_KEY with"
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "proxy", image = "proxy:1", environment = [{ name = "PORT", value = "80" }] },
    { name = "web", image = "web:1", environment = [{ name = "DB_PASSWORD", value = "correct horse" }, { name = "SESSION_SECRET", value = "battery staple" }], secrets = [{ name = "LICENSE", valueFrom = "/app/license" }] },
  ]) }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject = "web"
    verdict = "fail"
    message = "DB_PASSWORD, SESSION_SECRET"
    fix     = "secrets"
  }
}

# Marked sensitive as a whole: the name of the variable may be said, its value never.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "DB_PASSWORD", value = "correct horse" }] }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "environment variables: DB_PASSWORD."
    fix     = "secrets"
  }
}

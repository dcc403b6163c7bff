policytest {
  targets = ["ecs-8.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "harmless" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "LOG_LEVEL", value = "info" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "access_key" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "AWS_ACCESS_KEY_ID", value = "AKIAIOSFODNN7EXAMPLE" }] }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "plain environment variables: AWS_ACCESS_KEY_ID."
    fix     = "Replace AWS_ACCESS_KEY_ID with"
  }
}

# The value does not matter.
resource "aws_ecs_task_definition" "empty_value" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [
    { name = "AWS_ACCESS_KEY_ID", value = "" },
    { name = "AWS_SECRET_ACCESS_KEY", value = null },
    { name = "ECS_ENGINE_AUTH_DATA" },
  ] }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ECS_ENGINE_AUTH_DATA"
    fix     = "secrets"
  }
}

resource "aws_ecs_task_definition" "other_case" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "aws_access_key_id", value = "x" }, { name = " AWS_ACCESS_KEY_ID", value = "x" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

# Already where it belongs.
resource "aws_ecs_task_definition" "from_secrets" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", secrets = [{ name = "AWS_SECRET_ACCESS_KEY", valueFrom = "/app/key" }] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "environment_files" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environmentFiles = [{ type = "s3", value = "arn:aws:s3:::b/x.env" }] }]) }
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

resource "aws_ecs_task_definition" "empty" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", environment = [] }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_secretsmanager_secret.db.arn") }
  expect { verdict = "unknown" }
}

# A value that is unknown does not hide a name that is known.
resource "aws_ecs_task_definition" "unknown_value" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = [{ name = "web", image = "web:1", environment = [{ name = "AWS_ACCESS_KEY_ID", value = plimsoll::unknown("aws_iam_access_key.a.id") }] }] }
  expect {
    subject = "web"
    verdict = "fail"
    message = "AWS_ACCESS_KEY_ID"
  }
}

resource "aws_ecs_task_definition" "unknown_name" {
  attrs = { family = "app", container_definitions = [{ name = "web", image = "web:1", environment = [{ name = plimsoll::unknown("terraform_data.n.output"), value = "x" }] }] }
  expect {
    subject = "web"
    verdict = "unknown"
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "proxy", image = "proxy:1" },
    { name = "web", image = "web:1", environment = [{ name = "ECS_ENGINE_AUTH_DATA", value = "x" }], secrets = [{ name = "TOKEN", valueFrom = "/app/token" }] },
  ]) }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "secrets"
  }
}

# Marked sensitive as a whole: the name of the variable may be said, its value never.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1", environment = [{ name = "AWS_SECRET_ACCESS_KEY", value = "correct horse" }] }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" gets secrets as plain environment variables: AWS_SECRET_ACCESS_KEY."
    fix     = "secrets"
  }
}

policytest {
  targets = ["ecs-4.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "unprivileged" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = false }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "privileged" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = true }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" runs in privileged mode."
    fix     = "privileged"
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
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = null }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

# Refused at registration, and a failure all the same.
resource "aws_ecs_task_definition" "privileged_on_fargate" {
  expect_failure = true
  attrs          = { family = "app", requires_compatibilities = ["FARGATE"], container_definitions = core::jsonencode([{ name = "web", image = "web:1", privileged = true }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "agent", image = "agent:1", privileged = true },
    { name = "proxy", image = "proxy:1" },
    { name = "web", image = "web:1", privileged = true },
  ]) }
  expect {
    subject = "agent"
    verdict = "fail"
  }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

# A known failure is reported beside an unknown container.
resource "aws_ecs_task_definition" "one_unknown" {
  expect_failure = true
  attrs = { family = "app", container_definitions = [
    { name = "agent", image = "agent:1", privileged = plimsoll::unknown("terraform_data.flag.output") },
    { name = "web", image = plimsoll::unknown("aws_ecr_repository.app.repository_url"), privileged = true },
  ] }
  expect {
    subject = "agent"
    verdict = "unknown"
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

# Nothing was seen: old providers planned an unknown value as null or "".
resource "aws_ecs_task_definition" "definitions_null" {
  attrs = { family = "app", container_definitions = null }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "definitions_empty_string" {
  attrs = { family = "app", container_definitions = "" }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "no_containers" {
  attrs = { family = "app", container_definitions = "[]" }
  expect { verdict = "not_applicable" }
}

# Keys as provider 5.59.0 wrote them.
resource "aws_ecs_task_definition" "other_case" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ Name = "web", Image = "web:1", Privileged = true, User = null }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

# Terraform plans a container without a name; it goes by its place in the list.
resource "aws_ecs_task_definition" "nameless" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }, { image = "agent:1", privileged = true }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
  expect {
    subject = "1"
    verdict = "fail"
    message = "Container 1 runs in privileged mode."
  }
}

# Marked sensitive as a whole: what is wrong may be said, values may not.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1", privileged = true }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" runs in privileged mode."
  }
}

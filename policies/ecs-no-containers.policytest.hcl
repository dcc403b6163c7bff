policytest {
  targets = ["ecs-no-containers.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "one" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "several" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "proxy", image = "proxy:1" }, { name = "web", image = "web:1" }]) }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "none" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = "[]" }
  expect {
    verdict = "fail"
    message = "has no containers"
    fix     = "container_definitions"
  }
}

# Nothing was seen: that is not the same as nothing.
resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", container_definitions = null }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "empty_string" {
  attrs = { family = "app", container_definitions = "" }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app" }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "one_leaf_unknown" {
  attrs = { family = "app", container_definitions = [{ name = "web", image = plimsoll::unknown("aws_ecr_repository.app.repository_url") }] }
  expect { verdict = "pass" }
}

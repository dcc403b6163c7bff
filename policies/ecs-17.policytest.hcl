policytest {
  targets = ["ecs-17.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "host" {
  expect_failure = true
  attrs          = { family = "app", network_mode = "host" }
  expect {
    verdict = "fail"
    message = "network_mode is \"host\""
    fix     = "network_mode"
  }
}

resource "aws_ecs_task_definition" "awsvpc" {
  attrs = { family = "app", network_mode = "awsvpc" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "bridge" {
  attrs = { family = "app", network_mode = "bridge" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "none" {
  attrs = { family = "app", network_mode = "none" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", network_mode = null }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "empty" {
  attrs = { family = "app", network_mode = "" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", network_mode = plimsoll::unknown("terraform_data.mode.output") }
  expect { verdict = "unknown" }
}

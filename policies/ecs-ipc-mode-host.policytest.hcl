policytest {
  targets = ["ecs-ipc-mode-host.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "host" {
  expect_failure = true
  attrs          = { family = "app", ipc_mode = "host" }
  expect {
    verdict = "fail"
    message = "ipc_mode is \"host\""
    fix     = "ipc_mode"
  }
}

resource "aws_ecs_task_definition" "task" {
  attrs = { family = "app", ipc_mode = "task" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "none" {
  attrs = { family = "app", ipc_mode = "none" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", ipc_mode = null }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "empty" {
  attrs = { family = "app", ipc_mode = "" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", ipc_mode = plimsoll::unknown("terraform_data.mode.output") }
  expect { verdict = "unknown" }
}

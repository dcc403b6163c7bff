policytest {
  targets = ["ecs-3.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "host" {
  expect_failure = true
  attrs          = { family = "app", pid_mode = "host", requires_compatibilities = ["EC2"] }
  expect {
    verdict = "fail"
    message = "pid_mode is \"host\""
    fix     = "pid_mode"
  }
}

# The article's "before": Fargate refuses it, and it fails all the same.
resource "aws_ecs_task_definition" "host_on_fargate" {
  expect_failure = true
  attrs          = { family = "app", pid_mode = "host", requires_compatibilities = ["FARGATE"] }
  expect { verdict = "fail" }
}

resource "aws_ecs_task_definition" "task" {
  attrs = { family = "app", pid_mode = "task" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", pid_mode = null }
  expect { verdict = "pass" }
}

# How a state spells unset.
resource "aws_ecs_task_definition" "empty" {
  attrs = { family = "app", pid_mode = "" }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", pid_mode = plimsoll::unknown("terraform_data.mode.output") }
  expect {
    verdict = "unknown"
    message = "terraform_data.mode.output"
  }
}

# The provider drops a pidMode inside a container; only the task's counts.
resource "aws_ecs_task_definition" "in_container" {
  attrs = { family = "app", pid_mode = null, container_definitions = core::jsonencode([{ name = "web", image = "web:1", pidMode = "host" }]) }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "containers_unknown" {
  expect_failure = true
  attrs          = { family = "app", pid_mode = "host", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "fail" }
}

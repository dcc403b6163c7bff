policytest {
  targets = ["ecs-16.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_set" "private" {
  attrs = { network_configuration = [{ assign_public_ip = false, subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_set" "public" {
  expect_failure = true
  attrs          = { network_configuration = [{ assign_public_ip = true, subnets = ["subnet-1"] }] }
  expect {
    verdict = "fail"
    message = "The task set assigns a public IP address"
    fix     = "network_configuration.assign_public_ip"
  }
}

resource "aws_ecs_task_set" "unset" {
  attrs = { network_configuration = [{ subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_set" "null" {
  attrs = { network_configuration = [{ assign_public_ip = null, subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_set" "unknown" {
  attrs = { network_configuration = [{ assign_public_ip = plimsoll::unknown("terraform_data.public.output") }] }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_set" "no_network_configuration" {
  attrs = { network_configuration = [] }
  expect { verdict = "not_applicable" }
}

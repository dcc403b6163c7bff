policytest {
  targets = ["volume-driver.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "allowed" {
  attrs = { family = "a", volume = [{ name = "data", driver = "local" }] }
  expect {
    subject = "data"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "mixed" {
  attrs = {
    family = "a"
    volume = [
      { name = "one", driver = "nfs" },
      { name = "two", driver = plimsoll::unknown("aws_ssm_parameter.driver.value") },
      { name = "three", driver = "forbidden" },
    ]
  }
  expect {
    subject  = "one"
    message  = "uses the driver nfs"
    severity = "medium"
    fix      = "local driver"
  }
  expect {
    subject = "two"
    verdict = "unknown"
    message = "not known yet"
  }
  expect {
    subject  = "three"
    severity = "critical"
    fix      = "Remove"
  }
}

resource "aws_ecs_task_definition" "without_volumes" {
  attrs = { family = "a", volume = [] }
  expect {
    verdict = "not_applicable"
  }
}

resource "aws_ecs_task_definition" "all_unknown" {
  attrs = { family = "a", volume = plimsoll::unknown("var.volumes") }
  expect {
    verdict = "unknown"
    message = "depends on var.volumes"
  }
}

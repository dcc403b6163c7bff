policytest {
  targets = ["ecs-dangerous-capabilities.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "none" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] } } }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "harmless" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["NET_BIND_SERVICE"] } } }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "sys_admin" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["CHOWN", "SYS_ADMIN", "NET_ADMIN"] } } }]) }
  expect {
    subject  = "web"
    verdict  = "fail"
    severity = "high"
    message  = "adds dangerous kernel capabilities: SYS_ADMIN, NET_ADMIN."
    fix      = "linuxParameters.capabilities.add"
  }
}

resource "aws_ecs_task_definition" "all" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["ALL"] } } }]) }
  expect {
    subject  = "web"
    verdict  = "fail"
    severity = "high"
  }
}

resource "aws_ecs_task_definition" "other_spelling" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["cap_sys_module"] } } }]) }
  expect {
    subject  = "web"
    verdict  = "fail"
    severity = "high"
  }
}

resource "aws_ecs_task_definition" "allowed" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["SYS_PTRACE"] } } }]) }
  inputs { allowed_capabilities = ["SYS_PTRACE"] }
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
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = null } }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "drop_all_demanded" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "proxy", image = "proxy:1", linuxParameters = { capabilities = { drop = ["ALL"] } } },
    { name = "web", image = "web:1" },
  ]) }
  inputs { require_drop_all = true }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject  = "web"
    verdict  = "fail"
    severity = "low"
    message  = "does not drop all kernel capabilities"
    fix      = "linuxParameters.capabilities.drop"
  }
}

resource "aws_ecs_task_definition" "windows" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = [
    { name = "agent", image = "agent:1", linuxParameters = { capabilities = { add = plimsoll::unknown("terraform_data.caps.output") } } },
    { name = "proxy", image = "proxy:1", linuxParameters = { capabilities = { add = [plimsoll::unknown("terraform_data.cap.output"), "CHOWN"] } } },
    { name = "web", image = "web:1", linuxParameters = { capabilities = { add = [plimsoll::unknown("terraform_data.cap.output"), "SYS_ADMIN"] } } },
  ] }
  expect {
    subject = "agent"
    verdict = "unknown"
  }
  expect {
    subject = "proxy"
    verdict = "unknown"
  }
  expect {
    subject = "web"
    verdict = "fail"
    message = "SYS_ADMIN"
  }
}

resource "aws_ecs_task_definition" "risky" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["SYS_PTRACE"] } } }]) }
  expect {
    subject  = "web"
    severity = "medium"
  }
}

# Marked sensitive as a whole: what is wrong may be said, values may not.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1", linuxParameters = { capabilities = { add = ["ALL"] } } }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" adds dangerous kernel capabilities"
  }
}

policytest {
  targets = ["ecs-21.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "container_user" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "ContainerUser" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "other_account" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "svc-web" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "administrator" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "ContainerAdministrator" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
    message = "runs as administrator (user is \"ContainerAdministrator\")"
    fix     = "user"
  }
}

resource "aws_ecs_task_definition" "lower_case" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "containeradministrator" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "qualified" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "User Manager\\ContainerAdministrator" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
    message = "names no user"
    fix     = "ContainerUser"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = null }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "empty" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "" }]), runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2019_FULL" }] }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "linux" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "LINUX" }], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "family_unset" {
  attrs = { family = "app", runtime_platform = [], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "family_unset_judged" {
  expect_failure = true
  attrs          = { family = "app", runtime_platform = [], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  inputs { evaluate_when_os_unset = true }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "linux_never_judged" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "LINUX" }], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  inputs { evaluate_when_os_unset = true }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "family_unknown" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = plimsoll::unknown("terraform_data.os.output") }], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2025_CORE" }], container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_FULL" }], container_definitions = [
    { name = "agent", image = "agent:1", user = plimsoll::unknown("terraform_data.user.output") },
    { name = "proxy", image = "proxy:1", user = "ContainerUser" },
    { name = "web", image = "web:1" },
  ] }
  expect {
    subject = "agent"
    verdict = "unknown"
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

# Marked sensitive as a whole: what is wrong may be said, values may not.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }], container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1" }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Windows container \"web\" names no user."
  }
}

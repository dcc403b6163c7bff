policytest {
  targets = ["ecs-20.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "uid" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "1000" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "uid_gid" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "1000:1000" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "uid_root_group" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "1000:0" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "name" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "app" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "name_root_group" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "app:root" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "not_root_by_name" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "rootless" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "upper_case" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "ROOT" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "padded" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = " root" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "hex" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0x0" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "ten" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "10" }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "root" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "runs as root (user is \"root\")"
    fix     = "user"
  }
}

resource "aws_ecs_task_definition" "root_group" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root:root" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "root_app" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root:app" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "zero" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "zero_zero" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0:0" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "zero_gid" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "0:1000" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "zeros" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "00" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "plus_zero" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "+0" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "minus_zero" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "-0" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "only_group" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = ":1000" }]) }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "empty" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "names no user"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "names no user"
    fix     = "user"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = null }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "names no user"
  }
}

resource "aws_ecs_task_definition" "linux" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root" }]), runtime_platform = [{ operating_system_family = "LINUX", cpu_architecture = null }] }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "family_unset" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "app" }]), runtime_platform = [{ operating_system_family = null, cpu_architecture = "ARM64" }] }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "windows" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE" }], container_definitions = core::jsonencode([{ name = "web", image = "web:1", user = "root" }]) }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "family_unknown" {
  attrs = { family = "app", runtime_platform = [{ operating_system_family = plimsoll::unknown("terraform_data.os.output") }], container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect {
    verdict = "unknown"
    message = "aws_ecr_repository.app.repository_url"
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = [
    { name = "agent", image = "agent:1", user = plimsoll::unknown("terraform_data.user.output") },
    { name = "proxy", image = "proxy:1", user = "101" },
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
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1" }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" names no user"
  }
}

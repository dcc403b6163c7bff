policytest {
  targets = ["ecs-5.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "read_only" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", readonlyRootFilesystem = true }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "writable" {
  expect_failure = true
  attrs = {
    family                   = "app"
    requires_compatibilities = ["FARGATE"]
    volume                   = []
    container_definitions    = core::jsonencode([{ name = "web", image = "web:1", readonlyRootFilesystem = false }])
  }
  expect {
    subject = "web"
    verdict = "fail"
    message = "readonlyRootFilesystem is false"
    fix     = "readonlyRootFilesystem"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "readonlyRootFilesystem is not set"
    fix     = "volume"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", readonlyRootFilesystem = null }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "mountPoints"
  }
}

# A name that AWS does not know vanishes.
resource "aws_ecs_task_definition" "misspelt" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", readonly_root_filesystem = true }]) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "misspelt"
  }
}

resource "aws_ecs_task_definition" "other_case" {
  attrs = { family = "app", container_definitions = core::jsonencode([{ name = "web", image = "web:1", readOnlyRootFilesystem = true }]) }
  expect {
    subject = "web"
    verdict = "pass"
  }
}

# The article's plan: /tmp is mounted, so nothing is to be mounted.
resource "aws_ecs_task_definition" "tmp_mounted" {
  expect_failure = true
  attrs = {
    family                = "app"
    volume                = [{ name = "scratch", host_path = "" }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1", mountPoints = [{ sourceVolume = "scratch", containerPath = "/tmp" }] }])
  }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "readonlyRootFilesystem"
  }
}

# Each container gets a temporary directory of its own.
resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = core::jsonencode([
    { name = "agent", image = "datadog/agent:7" },
    { name = "proxy", image = "proxy:1", readonlyRootFilesystem = true },
    { name = "web", image = "web:1" },
  ]) }
  expect {
    subject = "agent"
    verdict = "fail"
    fix     = "mountPoints"
  }
  expect {
    subject = "proxy"
    verdict = "pass"
  }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "mountPoints"
  }
}

resource "aws_ecs_task_definition" "windows" {
  attrs = {
    family                = "app"
    runtime_platform      = [{ operating_system_family = "WINDOWS_SERVER_2022_CORE", cpu_architecture = null }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1" }])
  }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "family_unset" {
  expect_failure = true
  attrs = {
    family                = "app"
    runtime_platform      = [{ operating_system_family = null, cpu_architecture = "ARM64" }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1" }])
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "family_unknown" {
  attrs = {
    family                = "app"
    runtime_platform      = [{ operating_system_family = plimsoll::unknown("terraform_data.os.output"), cpu_architecture = null }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1" }])
  }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "one_unknown" {
  expect_failure = true
  attrs = { family = "app", container_definitions = [
    { name = "proxy", image = "proxy:1", readonlyRootFilesystem = plimsoll::unknown("terraform_data.flag.output") },
    { name = "web", image = "web:1" },
  ] }
  expect {
    subject = "proxy"
    verdict = "unknown"
  }
  expect {
    subject = "web"
    verdict = "fail"
  }
}

# A fix must not need what is unknown, and must not reuse a name that stands for something else.
resource "aws_ecs_task_definition" "volumes_unknown" {
  expect_failure = true
  attrs          = { family = plimsoll::unknown("random_pet.name.id"), volume = plimsoll::unknown("terraform_data.volumes.output"), container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "volume"
  }
}

resource "aws_ecs_task_definition" "name_taken" {
  expect_failure = true
  attrs = {
    family                = "app"
    volume                = [{ name = "tmp", host_path = "/srv/tmp" }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1", mountPoints = [{ sourceVolume = "tmp", containerPath = "/data" }] }])
  }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "volume"
  }
}

resource "aws_ecs_task_definition" "empty_volume_there" {
  expect_failure = true
  attrs = {
    family                = "app"
    volume                = [{ name = "tmp", host_path = "" }]
    container_definitions = core::jsonencode([{ name = "web", image = "web:1", mountPoints = [] }])
  }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "mount the empty volume"
  }
}

resource "aws_ecs_task_definition" "nameless" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::jsonencode([{ image = "agent:1" }, { image = "web:1" }]) }
  expect {
    subject = "0"
    verdict = "fail"
    message = "Container 0 "
  }
  expect {
    subject = "1"
    verdict = "fail"
    message = "Container 1 "
  }
}

# Marked sensitive as a whole: what is wrong may be said, values may not.
resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", container_definitions = core::sensitive(core::jsonencode([{ name = "web", image = "web:1" }])) }
  expect {
    subject = "web"
    verdict = "fail"
    message = "Container \"web\" can write to its root file system: readonlyRootFilesystem is not set"
  }
}

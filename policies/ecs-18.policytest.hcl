policytest {
  targets = ["ecs-18.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "encrypted" {
  attrs = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = "ENABLED" }] }] }
  expect {
    subject = "data"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "disabled" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = "DISABLED" }] }] }
  expect {
    subject = "data"
    verdict = "fail"
    message = "EFS volume \"data\""
    fix     = "efs_volume_configuration.transit_encryption"
  }
}

resource "aws_ecs_task_definition" "empty" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = "" }] }] }
  expect {
    subject = "data"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1" }] }] }
  expect {
    subject = "data"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = null }] }] }
  expect {
    subject = "data"
    verdict = "fail"
  }
}

# Each volume by itself; those of other kinds are not judged.
resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", volume = [
    { name = "a", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = "ENABLED" }] },
    { name = "b", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-2", transit_encryption = "" }] },
    { name = "c", host_path = "/data", efs_volume_configuration = [] },
    { name = "d", host_path = "", efs_volume_configuration = [], fsx_windows_file_server_volume_configuration = [{ file_system_id = "fs-3" }] },
  ] }
  expect {
    subject = "a"
    verdict = "pass"
  }
  expect {
    subject = "b"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "no_efs" {
  attrs = { family = "app", volume = [{ name = "tmp", host_path = "", efs_volume_configuration = [] }] }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "no_volumes" {
  attrs = { family = "app", volume = [] }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "attribute_missing" {
  attrs = { family = "app" }
  expect { verdict = "not_applicable" }
}

# The file system may be unknown; what decides is known.
resource "aws_ecs_task_definition" "file_system_unknown" {
  attrs = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = plimsoll::unknown("aws_efs_file_system.fs.id"), transit_encryption = "ENABLED" }] }] }
  expect {
    subject = "data"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", volume = [{ name = "data", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = plimsoll::unknown("terraform_data.n.output") }] }] }
  expect {
    subject = "data"
    verdict = "unknown"
  }
}

resource "aws_ecs_task_definition" "volumes_unknown" {
  attrs = { family = "app", volume = plimsoll::unknown("terraform_data.volumes.output") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "one_unknown" {
  expect_failure = true
  attrs = { family = "app", volume = [
    { name = "a", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-1", transit_encryption = plimsoll::unknown("terraform_data.n.output") }] },
    { name = "b", host_path = "", efs_volume_configuration = [{ file_system_id = "fs-2", transit_encryption = "DISABLED" }] },
  ] }
  expect {
    subject = "a"
    verdict = "unknown"
  }
  expect {
    subject = "b"
    verdict = "fail"
  }
}

# Volumes from a dynamic block: what else is unknown about them does not matter.
resource "aws_ecs_task_definition" "dynamic" {
  expect_failure = true
  attrs = { family = "app", volume = [
    { name = "a", host_path = "", efs_volume_configuration = [], configure_at_launch = plimsoll::unknown("each.value") },
    { name = plimsoll::unknown("terraform_data.n.id"), host_path = "", efs_volume_configuration = [], configure_at_launch = plimsoll::unknown("each.value") },
    { name = "b", host_path = "", efs_volume_configuration = [{ file_system_id = plimsoll::unknown("aws_efs_file_system.fs.id"), transit_encryption = "" }], configure_at_launch = plimsoll::unknown("each.value") },
  ] }
  expect {
    subject = "b"
    verdict = "fail"
  }
}

policytest {
  targets = ["ecs-sensitive-host-mount.policy.hcl"]
  plimsoll { language = 1 }
}

locals {
  mounts_it = core::jsonencode([{ name = "agent", image = "agent:1", mountPoints = [{ sourceVolume = "host", containerPath = "/host" }] }])
  reads_it  = core::jsonencode([{ name = "agent", image = "agent:1", mountPoints = [{ sourceVolume = "host", containerPath = "/host", readOnly = true }] }])
  no_mounts = core::jsonencode([{ name = "agent", image = "agent:1" }])
}

resource "aws_ecs_task_definition" "empty_volume" {
  attrs = { family = "app", volume = [{ name = "tmp", host_path = "" }], container_definitions = local.no_mounts }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "unset" {
  attrs = { family = "app", container_definitions = local.no_mounts }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "null" {
  attrs = { family = "app", volume = [{ name = "tmp", host_path = null }], container_definitions = local.no_mounts }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_task_definition" "docker_socket" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/var/run/docker.sock" }], container_definitions = local.mounts_it }
  expect {
    subject  = "host"
    verdict  = "fail"
    severity = "high"
    message  = "Volume \"host\" shows /var/run/docker.sock of its host to agent."
    fix      = "host_path"
  }
}

resource "aws_ecs_task_definition" "root_read_only" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/" }], container_definitions = local.reads_it }
  expect {
    subject  = "host"
    verdict  = "fail"
    severity = "high"
    message  = "(read-only)"
  }
}

resource "aws_ecs_task_definition" "other_path" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/srv/data" }], container_definitions = local.mounts_it }
  expect {
    subject  = "host"
    verdict  = "fail"
    severity = "medium"
  }
}

resource "aws_ecs_task_definition" "allowed" {
  attrs = { family = "app", volume = [{ name = "host", host_path = "/srv/data" }], container_definitions = local.mounts_it }
  inputs { allowed_host_paths = ["/srv/data"] }
  expect {
    subject = "host"
    verdict = "pass"
  }
}

resource "aws_ecs_task_definition" "containers_unknown" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/etc" }], container_definitions = plimsoll::unknown("aws_ecr_repository.app.repository_url") }
  expect {
    subject  = "host"
    verdict  = "fail"
    severity = "high"
    message  = "Volume \"host\" shows /etc of its host."
  }
}

resource "aws_ecs_task_definition" "several" {
  expect_failure = true
  attrs = { family = "app", container_definitions = local.no_mounts, volume = [
    { name = "a", host_path = "/etc/" },
    { name = "b", host_path = "" },
    { name = "c", host_path = "/opt/../proc" },
  ] }
  expect {
    subject  = "a"
    verdict  = "fail"
    severity = "high"
  }
  expect {
    subject = "c"
    verdict = "fail"
  }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", container_definitions = local.no_mounts, volume = [{ name = "host", host_path = plimsoll::unknown("terraform_data.path.output") }] }
  expect { verdict = "unknown" }
}

resource "aws_ecs_task_definition" "volumes_unknown" {
  attrs = { family = "app", container_definitions = local.no_mounts, volume = plimsoll::unknown("terraform_data.volumes.output") }
  expect { verdict = "unknown" }
}

# A bind mount in the clothes of a Docker volume.
resource "aws_ecs_task_definition" "docker_bind" {
  expect_failure = true
  attrs = { family = "app", container_definitions = local.no_mounts, volume = [{ name = "host", host_path = "", docker_volume_configuration = [
    { scope = "task", driver = "local", driver_opts = { type = "none", o = "bind", device = "/etc" } },
  ] }] }
  expect {
    subject  = "host"
    verdict  = "fail"
    severity = "high"
    fix      = "docker_volume_configuration"
  }
}

resource "aws_ecs_task_definition" "other_path_read_only" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/srv/data" }], container_definitions = local.reads_it }
  expect {
    subject  = "host"
    severity = "low"
  }
}

resource "aws_ecs_task_definition" "name_begins_alike" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/etcetera" }], container_definitions = local.mounts_it }
  expect {
    subject  = "host"
    severity = "medium"
  }
}

resource "aws_ecs_task_definition" "sensitive" {
  expect_failure = true
  attrs          = { family = "app", volume = [{ name = "host", host_path = "/etc" }], container_definitions = core::sensitive(local.reads_it) }
  expect {
    subject = "host"
    verdict = "fail"
    message = "Volume \"host\" shows /etc of its host"
  }
}

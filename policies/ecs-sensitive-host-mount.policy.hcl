policy {
  plimsoll { language = 1 }
}

control "ecs-sensitive-host-mount" {
  title       = "ECS task definitions should not mount directories of their host"
  severity    = "high"
  description = "A volume with host_path shows a part of the EC2 instance to a container. The container runtime's socket, /etc, /proc, /sys, /dev, the runtime's and the ECS agent's data hand over the instance and every task on it. Other directories couple the task to one instance and let tasks touch one another's files: medium, or low where every mount is read-only. Fargate refuses host_path."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html"
  aliases     = []
  frameworks = {
    "nist-800-190"   = ["4.5.5", "4.4.3"]
    "nist-800-53-r5" = ["AC-6", "SC-39"]
  }
}

input "sensitive_host_paths" {
  type = list(string)
  default = [
    "/etc", "/proc", "/sys", "/dev", "/boot", "/root", "/run", "/var/run", "/lib/modules",
    "/var/lib/docker", "/var/lib/containerd", "/var/lib/ecs", "/var/lib/kubelet", "/var/spool/cron", "/usr",
  ]
  description = "Directories of the host that are sensitive with everything below them; \"/\" always is."
}

input "allowed_host_paths" {
  type        = list(string)
  default     = []
  description = "Values of host_path that are accepted."
}

resource_policy "aws_ecs_task_definition" "no-host-mount" {
  locals {
    # Docker volumes of the local driver can be bind mounts too.
    mounts = [for v in ecs::volumes(attrs) : v if v.host_path != null]
    notes = [
      "Data that must outlive the task belongs on EFS (efs_volume_configuration with transit_encryption = \"ENABLED\").",
      "Agents that watch their host need the mount: make every mount of it read-only, and accept it with the input allowed_host_paths or a waiver.",
      "Terraform registers a new task definition revision that replaces the old one.",
    ]
  }

  enforce {
    for_each  = local.mounts
    subject   = { kind = "volume", name = each.value.name }
    path      = "volume[\"${each.value.name}\"].${each.value.kind == "docker" ? "docker_volume_configuration[0].driver_opts" : "host_path"}"
    condition = core::contains(input.allowed_host_paths, each.value.host_path)
    # "//", "/etc/" and paths that climb up are what they resolve to, or may be.
    severity = (
      core::length(core::regexall("^/*$|/\\.\\.?(/|$)|//", each.value.host_path)) > 0
      || core::anytrue([for p in input.sensitive_host_paths : core::startswith("${each.value.host_path}/", "${p}/")])
    ) ? "high" : (each.value.read_only == true ? "low" : "medium")
    # Who mounts it is worth a word where it is known: containers often are not yet.
    error_message = "Volume \"${each.value.name}\" shows ${each.value.host_path} of its host${core::nonsensitive(core::contains(["0", "(unknown)"], core::valuetostring(core::length(each.value.mounted_by)))) ? "" : " to ${core::join(", ", each.value.mounted_by)}${core::nonsensitive(each.value.read_only == true) ? " (read-only)" : ""}"}."
    fix {
      when          = each.value.kind == "docker"
      summary       = "Remove docker_volume_configuration: the volume becomes an empty directory of the task"
      applicability = "review"
      remove "each.docker_volume_configuration" {}
      notes = local.notes
    }
    fix {
      summary       = "Remove host_path: the volume becomes an empty directory of the task"
      applicability = "review"
      remove "each.host_path" {}
      notes = local.notes
    }
  }
}

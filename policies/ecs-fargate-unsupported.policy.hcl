policy {
  plimsoll { language = 1 }
}

control "ecs-fargate-unsupported" {
  title       = "Task definitions for Fargate should use only what Fargate supports"
  severity    = "medium"
  description = "Fargate refuses many parameters of a task definition: host or bridge networking, Docker volumes, host paths, tmpfs, devices, privileged mode, most kernel capabilities, pairs of CPU and memory that are not in its table. Terraform plans all of them without an error, so the apply fails halfway. Judged when requires_compatibilities names FARGATE."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html"
  aliases     = ["KICS:f4c9b5f5"]
  frameworks = {
    "nist-800-53-r5" = ["CM-2", "CM-6"]
  }
}

resource_policy "aws_ecs_task_definition" "fargate" {
  filter = core::contains(ecs::launch_types(attrs), "FARGATE")

  locals {
    violations = ecs::fargate_violations(attrs)
    notes      = ["Terraform registers a new task definition revision that replaces the old one."]
  }

  enforce {
    for_each      = local.violations
    subject       = each.value.subject == null ? null : { kind = "container", name = each.value.subject }
    path          = each.value.path
    condition     = false
    error_message = each.value.message

    # Labels are constants, so each parameter has a block of its own.
    fix {
      when          = each.value.hcl_path == "network_mode"
      summary       = each.value.hint
      applicability = "review"
      set "network_mode" { value = each.value.value }
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "pid_mode"
      summary       = each.value.hint
      applicability = "review"
      remove "pid_mode" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "ipc_mode"
      summary       = each.value.hint
      applicability = "review"
      remove "ipc_mode" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "placement_constraints"
      summary       = each.value.hint
      applicability = "review"
      remove "placement_constraints" {}
      notes = local.notes
    }
    # The path names the volume: volume["tmp"].docker_volume_configuration.
    fix {
      when          = core::contains(["volume.docker_volume_configuration", "volume.host_path"], each.value.hcl_path) && core::startswith(each.value.path, "volume[")
      summary       = "Replace the volume block by one with nothing but a name: an empty directory of the task"
      applicability = "review"
      block "volume" { name = core::regex("\\[\"(.*)\"\\]", each.value.path)[0] }
      notes = core::concat(["Data that must outlive the task belongs on EFS."], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "volume.docker_volume_configuration"
      summary       = each.value.hint
      applicability = "review"
      remove "volume.docker_volume_configuration" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "volume.host_path"
      summary       = each.value.hint
      applicability = "review"
      remove "volume.host_path" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "disableNetworking"
      summary       = each.value.hint
      applicability = "review"
      remove "each.disableNetworking" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "dnsSearchDomains"
      summary       = each.value.hint
      applicability = "review"
      remove "each.dnsSearchDomains" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "dnsServers"
      summary       = each.value.hint
      applicability = "review"
      remove "each.dnsServers" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "dockerSecurityOptions"
      summary       = each.value.hint
      applicability = "review"
      remove "each.dockerSecurityOptions" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "extraHosts"
      summary       = each.value.hint
      applicability = "review"
      remove "each.extraHosts" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "links"
      summary       = each.value.hint
      applicability = "review"
      remove "each.links" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.devices"
      summary       = each.value.hint
      applicability = "review"
      remove "each.linuxParameters.devices" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.maxSwap"
      summary       = each.value.hint
      applicability = "review"
      remove "each.linuxParameters.maxSwap" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.sharedMemorySize"
      summary       = each.value.hint
      applicability = "review"
      remove "each.linuxParameters.sharedMemorySize" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.swappiness"
      summary       = each.value.hint
      applicability = "review"
      remove "each.linuxParameters.swappiness" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "privileged"
      summary       = each.value.hint
      applicability = "review"
      remove "each.privileged" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "ulimits"
      summary       = each.value.hint
      applicability = "review"
      remove "each.ulimits" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.tmpfs"
      summary       = each.value.hint
      applicability = "manual"
      remove "each.linuxParameters.tmpfs" {}
      append "each.mountPoints" {
        value = { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }
      }
      block "volume" { name = "tmp" }
      notes = core::concat(["Mount the volume where the tmpfs was; it is on disk, not in memory."], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.capabilities.add" && each.value.edit == "set"
      summary       = each.value.hint
      applicability = "review"
      set "each.linuxParameters.capabilities.add" { value = each.value.value }
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.capabilities.add"
      summary       = each.value.hint
      applicability = "review"
      remove "each.linuxParameters.capabilities.add" {}
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "logConfiguration.logDriver"
      summary       = each.value.hint
      applicability = "manual"
      set "each.logConfiguration.logDriver" { value = "awslogs" }
      notes = core::concat(["The options awslogs-group, awslogs-region and awslogs-stream-prefix take the place of the old driver's."], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "resourceRequirements"
      summary       = each.value.hint
      applicability = "manual"
      remove "each.resourceRequirements" {}
      notes = local.notes
    }
    # What remains is the size; a person has to choose it.
    fix {
      summary       = each.value.hint
      applicability = "manual"
      set "cpu" { value = "1024" }
      set "memory" { value = "2048" }
      notes = core::concat(["The values are one of the pairs that Fargate offers; choose what the task needs."], local.notes)
    }
  }

  # Nothing to complain about: one pass for the resource. A count that is unknown is not zero, and said above.
  enforce {
    for_each      = [for count in [core::valuetostring(core::length(local.violations))] : count if count == "0"]
    condition     = true
    error_message = "Fargate does not support the task definition."
  }
}

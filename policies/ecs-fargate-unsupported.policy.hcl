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

    # Labels are constants, so each parameter has a fix of its own.
    fix {
      when          = each.value.hcl_path == "network_mode"
      summary       = "Set network_mode to awsvpc"
      applicability = "review"
      set "network_mode" { value = each.value.value }
      notes = core::concat(["Services that use it need a network_configuration with subnets and security groups."], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "pid_mode"
      summary       = "Remove pid_mode"
      applicability = "review"
      remove "pid_mode" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "ipc_mode"
      summary       = "Remove ipc_mode"
      applicability = "review"
      remove "ipc_mode" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "placement_constraints"
      summary       = "Remove placement_constraints"
      applicability = "review"
      remove "placement_constraints" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    # The path names the volume: volume["tmp"].docker_volume_configuration.
    fix {
      when          = core::contains(["volume.docker_volume_configuration", "volume.host_path"], each.value.hcl_path) && core::startswith(each.value.path, "volume[")
      summary       = "Replace the volume block by one with nothing but a name: an empty directory of the task"
      applicability = "manual"
      block "volume" { name = core::regex("\\[\"(.*)\"\\]", each.value.path)[0] }
      notes = core::concat(["Data that must outlive the task belongs on EFS."], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "volume.docker_volume_configuration"
      summary       = "Remove volume.docker_volume_configuration"
      applicability = "review"
      remove "volume.docker_volume_configuration" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "volume.host_path"
      summary       = "Remove volume.host_path"
      applicability = "review"
      remove "volume.host_path" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "disableNetworking"
      summary       = "Remove disableNetworking"
      applicability = "review"
      remove "each.disableNetworking" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "dnsSearchDomains"
      summary       = "Remove dnsSearchDomains"
      applicability = "review"
      remove "each.dnsSearchDomains" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "dnsServers"
      summary       = "Remove dnsServers"
      applicability = "review"
      remove "each.dnsServers" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "dockerSecurityOptions"
      summary       = "Remove dockerSecurityOptions"
      applicability = "review"
      remove "each.dockerSecurityOptions" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "extraHosts"
      summary       = "Remove extraHosts"
      applicability = "review"
      remove "each.extraHosts" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "links"
      summary       = "Remove links"
      applicability = "review"
      remove "each.links" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.devices"
      summary       = "Remove linuxParameters.devices"
      applicability = "review"
      remove "each.linuxParameters.devices" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.maxSwap"
      summary       = "Remove linuxParameters.maxSwap"
      applicability = "review"
      remove "each.linuxParameters.maxSwap" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.sharedMemorySize"
      summary       = "Remove linuxParameters.sharedMemorySize"
      applicability = "review"
      remove "each.linuxParameters.sharedMemorySize" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.swappiness"
      summary       = "Remove linuxParameters.swappiness"
      applicability = "review"
      remove "each.linuxParameters.swappiness" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "privileged"
      summary       = "Remove privileged"
      applicability = "review"
      remove "each.privileged" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "resourceRequirements"
      summary       = "Remove resourceRequirements"
      applicability = "review"
      remove "each.resourceRequirements" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "ulimits"
      summary       = "Remove ulimits"
      applicability = "review"
      remove "each.ulimits" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.tmpfs"
      summary       = "Replace tmpfs by an empty volume"
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
      summary       = "Add no capability but SYS_PTRACE"
      applicability = "review"
      set "each.linuxParameters.capabilities.add" { value = each.value.value }
      notes = local.notes
    }
    fix {
      when          = each.value.hcl_path == "linuxParameters.capabilities.add"
      summary       = "Remove linuxParameters.capabilities.add"
      applicability = "review"
      remove "each.linuxParameters.capabilities.add" {}
      notes = core::concat([each.value.hint], local.notes)
    }
    fix {
      when          = each.value.hcl_path == "logConfiguration.logDriver"
      summary       = "Use a log driver that Fargate supports"
      applicability = "manual"
      set "each.logConfiguration.logDriver" { value = "awslogs" }
      notes = core::concat(["The options awslogs-group, awslogs-region and awslogs-stream-prefix take the place of the old driver's; splunk and awsfirelens are supported too."], local.notes)
    }
    # What remains is the size; a person has to choose it.
    fix {
      summary       = "Choose cpu and memory from the sizes that Fargate offers"
      applicability = "manual"
      set "cpu" { value = "1024" }
      set "memory" { value = "2048" }
      notes = core::concat([each.value.hint, "The values here are one pair that Fargate offers."], local.notes)
    }
  }

  # Nothing to complain about: one pass for the resource. A count that is unknown is not zero, and said above.
  enforce {
    for_each      = [for count in [core::valuetostring(core::length(local.violations))] : count if count == "0"]
    condition     = true
    error_message = "Fargate does not support the task definition."
  }
}

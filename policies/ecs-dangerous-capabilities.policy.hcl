policy {
  plimsoll { language = 1 }
}

control "ecs-dangerous-capabilities" {
  title       = "ECS containers should not add dangerous kernel capabilities"
  severity    = "high"
  description = "Some kernel capabilities are as good as privileged mode: ALL, SYS_ADMIN, SYS_MODULE, SYS_RAWIO, BPF, DAC_READ_SEARCH and their kind lead out of the container (high). Others let it change the network, the clock or other processes (medium). ECS starts containers with Docker's small default set; add only what a process cannot do without."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html"
  aliases     = []
  frameworks = {
    "nist-800-190"   = ["4.4.3", "4.5.2"]
    "nist-800-53-r5" = ["AC-6", "CM-7", "SC-39"]
  }
}

input "critical_capabilities" {
  type        = list(string)
  default     = ["ALL", "BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE", "PERFMON", "SYS_ADMIN", "SYS_BOOT", "SYS_MODULE", "SYS_RAWIO"]
  description = "Capabilities that lead out of a container; severity high."
}

input "risky_capabilities" {
  type        = list(string)
  default     = ["AUDIT_CONTROL", "IPC_OWNER", "LINUX_IMMUTABLE", "NET_ADMIN", "NET_BROADCAST", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG"]
  description = "Capabilities that reach beyond the container's own processes; severity medium."
}

input "allowed_capabilities" {
  type        = list(string)
  default     = []
  description = "Capabilities, written without CAP_, that are accepted."
}

input "require_drop_all" {
  type        = bool
  default     = false
  description = "Also demand that containers drop ALL capabilities and add back what they need; severity low."
}

resource_policy "aws_ecs_task_definition" "capabilities" {
  # Windows containers have none.
  filter = local.os == null ? true : !core::startswith(local.os, "WINDOWS")

  locals {
    os       = ecs::os_family(attrs)
    critical = [for c in input.critical_capabilities : c if !core::contains(input.allowed_capabilities, c)]
    risky    = [for c in input.risky_capabilities : c if !core::contains(input.allowed_capabilities, c)]
  }

  enforce {
    for_each = ecs::containers(attrs)
    subject  = { kind = "container", name = each.value.name }
    path     = "container_definitions[\"${each.value.name}\"].linuxParameters.capabilities"
    # Names are compared in upper case and with or without CAP_, as the runtimes do. An empty or absent list adds none.
    condition = (
      (core::try(core::length(each.value.linuxParameters.capabilities.add), 0) == 0 ||
      !core::anytrue([for c in each.value.linuxParameters.capabilities.add : core::contains(core::concat(local.critical, local.risky), core::trimprefix(core::upper(c), "CAP_"))]))
      && (!input.require_drop_all || core::try(core::contains([for c in each.value.linuxParameters.capabilities.drop : core::upper(c)], "ALL"), false))
    )
    severity = core::try(core::anytrue([for c in each.value.linuxParameters.capabilities.add : core::contains(local.critical, core::trimprefix(core::upper(c), "CAP_"))]), false) ? "high" : (
      core::try(core::anytrue([for c in each.value.linuxParameters.capabilities.add : core::contains(local.risky, core::trimprefix(core::upper(c), "CAP_"))]), false) ? "medium" : "low"
    )
    error_message = (
      core::try(core::anytrue([for c in each.value.linuxParameters.capabilities.add : core::contains(core::concat(local.critical, local.risky), core::trimprefix(core::upper(c), "CAP_"))]), false)
      ? "Container \"${each.value.name}\" adds dangerous kernel capabilities: ${core::join(", ", [for c in core::try(each.value.linuxParameters.capabilities.add, []) : c if core::contains(core::concat(local.critical, local.risky), core::trimprefix(core::upper(c), "CAP_"))])}."
      : "Container \"${each.value.name}\" does not drop all kernel capabilities."
    )

    fix {
      when          = core::try(core::length(each.value.linuxParameters.capabilities.add), 0) > 0
      summary       = "Add no dangerous capabilities"
      applicability = "review"
      set "each.linuxParameters.capabilities.add" {
        value = [for c in each.value.linuxParameters.capabilities.add : c if !core::contains(core::concat(local.critical, local.risky), core::trimprefix(core::upper(c), "CAP_"))]
      }
      notes = [
        "Find out which system call needs the capability: often a file's owner, a mount or a port above 1023 makes it unnecessary.",
        "On Fargate only SYS_PTRACE can be added.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
    fix {
      summary       = "Drop all capabilities"
      applicability = "review"
      set "each.linuxParameters.capabilities.drop" { value = ["ALL"] }
      notes = [
        "Add back in capabilities.add what the process needs, such as CHOWN, SETUID and SETGID (EC2; on Fargate only SYS_PTRACE can be added).",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

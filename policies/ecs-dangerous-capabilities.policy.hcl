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
    os = ecs::os_family(attrs)

    # With and without CAP_, as the runtimes take them.
    critical  = core::concat(input.critical_capabilities, [for c in input.critical_capabilities : "CAP_${c}"])
    listed    = core::concat(local.critical, input.risky_capabilities, [for c in input.risky_capabilities : "CAP_${c}"])
    allowed   = core::concat(input.allowed_capabilities, [for c in input.allowed_capabilities : "CAP_${c}"])
    dangerous = [for c in local.listed : c if !core::contains(local.allowed, c)]

    # For severity, message and fix: what each container adds as far as it is known.
    added = [for c in ecs::containers(attrs) : core::try([for a in c.linuxParameters.capabilities.add : core::upper(core::valuetostring(a))], [])]

    notes = [
      "Find out what needs the capability: the owner of a file, a mount or a port above 1023 often makes it unnecessary.",
      "On Fargate only SYS_PTRACE can be added.",
      "Terraform registers a new task definition revision that replaces the old one.",
    ]
  }

  enforce {
    for_each = ecs::containers(attrs)
    subject  = { kind = "container", name = each.value.name }
    path     = "container_definitions[${ecs::label(each.value, each.key)}].linuxParameters.capabilities"
    condition = (
      (core::try(core::length(each.value.linuxParameters.capabilities.add), 0) == 0
      || !core::anytrue([for c in each.value.linuxParameters.capabilities.add : core::contains(local.dangerous, core::upper(c))]))
      && (!input.require_drop_all || core::try(core::contains(each.value.linuxParameters.capabilities.drop, "ALL"), false))
    )
    severity = (
      core::anytrue([for c in local.added[each.key] : core::contains(local.dangerous, c) && core::contains(local.critical, c)]) ? "high"
      : core::anytrue([for c in local.added[each.key] : core::contains(local.dangerous, c)]) ? "medium" : "low"
    )
    error_message = (
      core::nonsensitive(core::anytrue([for c in local.added[each.key] : core::contains(local.dangerous, c)]))
      ? "Container ${ecs::label(each.value, each.key)} adds dangerous kernel capabilities: ${core::join(", ", [for c in local.added[each.key] : c if core::contains(local.dangerous, c)])}."
      : "Container ${ecs::label(each.value, each.key)} does not drop all kernel capabilities."
    )

    fix {
      when          = core::anytrue([for c in local.added[each.key] : core::contains(local.dangerous, c)]) && core::can(each.value.linuxParameters.capabilities.add)
      summary       = "Add no dangerous capabilities"
      applicability = "review"
      set "each.linuxParameters.capabilities.add" {
        value = [for c in each.value.linuxParameters.capabilities.add : c if !core::contains(local.dangerous, core::upper(c))]
      }
      notes = local.notes
    }
    fix {
      when          = core::anytrue([for c in local.added[each.key] : core::contains(local.dangerous, c)])
      summary       = "Add no capabilities"
      applicability = "review"
      remove "each.linuxParameters.capabilities.add" {}
      notes = local.notes
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

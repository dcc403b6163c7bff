policy {
  plimsoll { language = 1 }
}

control "ECS.5" {
  title       = "ECS task definitions should configure containers to be limited to read-only access to root filesystems"
  severity    = "high"
  description = "With a writable root file system an intruder can change the application's files and leave tools behind. A read-only root keeps a container what its image is; what the process must write goes to volumes mounted where it needs them. ECS defaults to writable, so leaving readonlyRootFilesystem out fails, in sidecars too. Windows containers have no such setting and are not judged."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5"
  aliases     = ["ecs-containers-readonly-access", "CT.ECS.PR.6", "CKV_AWS_336", "ecs_task_definitions_containers_readonly_access"]
  frameworks = {
    "aws-fsbp"       = ["ECS.5"]
    "nist-800-53-r5" = ["AC-2(1)", "AC-3", "AC-3(7)", "AC-3(15)", "AC-5", "AC-6"]
    "nist-800-190"   = ["4.4.4"]
  }
}

resource_policy "aws_ecs_task_definition" "read-only-root" {
  filter = local.os == null ? true : !core::startswith(local.os, "WINDOWS")

  locals {
    os = ecs::os_family(attrs)

    # One volume per container: containers of a task should not meet in one temporary directory. A name or a number of
    # containers that is known only after apply must not cost the fix.
    single = core::valuetostring(core::length(ecs::containers(attrs))) == "1"
    volume = [for i, c in ecs::containers(attrs) : local.single ? "tmp" : core::startswith(core::valuetostring(c.name), "(") || c.name == null ? "tmp-${i}" : "${c.name}-tmp"]
    empty  = [for v in ecs::volumes(attrs) : core::valuetostring(v.name) if core::valuetostring(v.kind) == "bind"]
    taken  = [for v in ecs::volumes(attrs) : core::valuetostring(v.name) if core::valuetostring(v.kind) != "bind"]

    exec_services = ecs::exec_services(attrs)
    exec_notes    = [for s in local.exec_services : "${s} uses ECS Exec, which AWS does not support with a read-only root file system: choose one of the two."]

    notes = core::concat(local.exec_notes, [
      "Whatever else the process writes needs a volume too; sidecars such as datadog-agent, aws-otel-collector or a FireLens router write to directories of their own.",
      core::length(local.exec_notes) > 0 ? null : "ECS Exec needs a writable root file system: it cannot be used with this container afterwards.",
      "Terraform registers a new task definition revision that replaces the old one.",
    ])
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].readonlyRootFilesystem"
    condition     = each.value.readonlyRootFilesystem == true
    error_message = core::nonsensitive(each.value.readonlyRootFilesystem == null) ? "Container ${ecs::label(each.value, each.key)} can write to its root file system: readonlyRootFilesystem is not set (the provider drops a misspelt name silently)." : "Container ${ecs::label(each.value, each.key)} can write to its root file system: readonlyRootFilesystem is false."

    # /tmp is a mount already: nothing but the flag is missing.
    fix {
      when          = each.value.mountPoints != null && core::contains([for m in each.value.mountPoints : m.containerPath], "/tmp")
      summary       = "Set readonlyRootFilesystem to true"
      applicability = "review"
      set "each.readonlyRootFilesystem" { value = true }
      notes = local.notes
    }

    # The task has an empty volume for it already.
    fix {
      when          = core::contains(local.empty, local.volume[each.key])
      summary       = "Set readonlyRootFilesystem to true and mount the empty volume at /tmp"
      applicability = "review"
      set "each.readonlyRootFilesystem" { value = true }
      append "each.mountPoints" {
        value = { sourceVolume = local.volume[each.key], containerPath = "/tmp", readOnly = false }
      }
      notes = local.notes
    }

    # A volume without host path is right on Fargate and on EC2; tmpfs and Docker volumes are not. The name must not be
    # one that stands for something else.
    fix {
      when          = !core::contains(local.taken, local.volume[each.key])
      summary       = "Set readonlyRootFilesystem to true and mount an empty volume at /tmp"
      applicability = "review"
      set "each.readonlyRootFilesystem" { value = true }
      append "each.mountPoints" {
        value = { sourceVolume = local.volume[each.key], containerPath = "/tmp", readOnly = false }
      }
      block "volume" {
        name = local.volume[each.key]
      }
      notes = local.notes
    }
    fix {
      summary       = "Set readonlyRootFilesystem to true and mount an empty volume at /tmp"
      applicability = "review"
      set "each.readonlyRootFilesystem" { value = true }
      append "each.mountPoints" {
        value = { sourceVolume = "${local.volume[each.key]}-scratch", containerPath = "/tmp", readOnly = false }
      }
      block "volume" {
        name = "${local.volume[each.key]}-scratch"
      }
      notes = local.notes
    }
  }
}

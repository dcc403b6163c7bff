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
  }

  enforce {
    for_each        = local.violations
    subject         = each.value.subject == null ? null : { kind = "container", name = each.value.subject }
    path            = each.value.path
    condition       = false
    error_message   = each.value.message
    fix {
      when          = each.value.parameter == "dockerVolumeConfiguration"
      summary       = "Use an empty volume: remove docker_volume_configuration"
      applicability = "review"
      remove "volume.docker_volume_configuration" {}
      notes = [
        "A volume block with nothing but a name is an empty directory that lives as long as the task; data that must outlive it belongs on EFS.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
    fix {
      summary       = "Remove what Fargate does not support"
      applicability = "manual"
      notes         = ["Terraform registers a new task definition revision that replaces the old one."]
    }
  }

  # Nothing to complain about: one pass for the resource. A count that is unknown is not zero, and said above.
  enforce {
    for_each      = [for count in [core::valuetostring(core::length(local.violations))] : count if count == "0"]
    condition     = true
    error_message = "Fargate does not support the task definition."
  }
}

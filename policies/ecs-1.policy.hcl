policy {
  plimsoll { language = 1 }
}

control "ECS.1" {
  title       = "Amazon ECS task definitions should have secure networking modes and user definitions"
  severity    = "high"
  description = "Retired by AWS on 4 March 2026 in favour of ECS.4, ECS.17, ECS.20 and ECS.21, and off here; kept for those who still report it. In host network mode a container that is neither privileged nor run by a named user other than root fails: AWS took privileged as a sign of intent, so privileged containers pass, and ECS.4 reports them."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-1"
  aliases     = ["ecs-task-definition-user-for-host-mode-check", "CT.ECS.PR.8"]
  frameworks = {
    "aws-fsbp"       = ["ECS.1"]
    "nist-800-53-r5" = ["AC-2(1)", "AC-3", "AC-3(7)", "AC-3(15)", "AC-5", "AC-6"]
    "nist-800-190"   = ["4.4.3"]
  }
  enabled    = false
  deprecated = true
}

resource_policy "aws_ecs_task_definition" "host-mode-user" {
  filter = core::try(attrs.network_mode, null) == "host"

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].user"
    condition     = each.value.privileged == true || (each.value.user != null && each.value.user != "" && !ecs::root_user(each.value.user))
    error_message = "Container ${ecs::label(each.value, each.key)} runs as root in the network of its host."
    fix {
      summary       = "Run the container as a user without privileges"
      applicability = "review"
      set "each.user" { value = "1000:1000" }
      notes = [
        "Files that the process writes must belong to that user; ports below 1024 need NET_BIND_SERVICE.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ECS.4" {
  title       = "ECS containers should run as non-privileged"
  severity    = "high"
  description = "A privileged container has every kernel capability and every device of its host: whoever takes over the process takes over the EC2 instance, its role and the tasks beside it. Containers should run without the flag and add single kernel capabilities where they need one. Fargate and Windows refuse the flag when a task definition is registered."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4"
  aliases     = ["ecs-containers-nonprivileged", "CT.ECS.PR.11", "CKV_AWS_334", "ecs_task_definitions_no_privileged_containers"]
  frameworks = {
    "aws-fsbp"       = ["ECS.4"]
    "nist-800-53-r5" = ["AC-2(1)", "AC-3", "AC-3(7)", "AC-3(15)", "AC-5", "AC-6"]
    "nist-800-190"   = ["4.4.3", "4.5.2"]
  }
}

resource_policy "aws_ecs_task_definition" "non-privileged" {
  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].privileged"
    condition     = each.value.privileged != true
    error_message = "Container ${ecs::label(each.value, each.key)} runs in privileged mode."
    fix {
      summary       = "Set privileged to false"
      applicability = "exact"
      set "each.privileged" { value = false }
      notes = [
        "If the process needs a kernel capability, add that one in linuxParameters.capabilities.add (EC2; on Fargate only SYS_PTRACE).",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ECS.21" {
  title       = "ECS Task Definitions should configure non-administrator users in Windows container definitions"
  severity    = "medium"
  description = "A Windows container that runs as ContainerAdministrator, or names no user, can change every file and service in it and has the shortest way to its host. It should name another account, such as ContainerUser. AWS judges definitions without an operating system family too; then a Linux container without user fails twice, so that is off here unless evaluate_when_os_unset is set."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-21"
  aliases     = ["ecs-task-definition-windows-user-non-admin"]
  frameworks = {
    "aws-fsbp"     = ["ECS.21"]
    "nist-800-190" = ["4.1.2", "4.4.3"]
  }
}

input "evaluate_when_os_unset" {
  type        = bool
  default     = false
  description = "Judge task definitions without an operating system family too, as AWS does."
}

resource_policy "aws_ecs_task_definition" "non-administrator" {
  filter = local.os == null ? input.evaluate_when_os_unset : core::startswith(local.os, "WINDOWS")

  locals {
    os = ecs::os_family(attrs)
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].user"
    condition     = each.value.user != null && each.value.user != "" && !core::contains(["containeradministrator", "user manager\\containeradministrator"], core::lower(each.value.user))
    error_message = core::nonsensitive(each.value.user == null || each.value.user == "") ? "Windows container ${ecs::label(each.value, each.key)} names no user." : "Windows container ${ecs::label(each.value, each.key)} runs as administrator (user is \"${each.value.user}\")."
    fix {
      summary       = "Run the container as ContainerUser"
      applicability = "review"
      set "each.user" { value = "ContainerUser" }
      notes = [
        "AWS contradicts itself: the ECS guide calls user unsupported for Windows containers. If registration or start fails, set USER ContainerUser in the image and waive this finding.",
        "The account must be able to read the application's files and to write where the application writes.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

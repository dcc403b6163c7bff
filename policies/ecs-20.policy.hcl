policy {
  plimsoll { language = 1 }
}

control "ECS.20" {
  title       = "ECS Task Definitions should configure non-root users in Linux container definitions"
  severity    = "medium"
  description = "A process that runs as root in its container has a short way to root on the host when something else fails. Every container should name another user; a user inside the image cannot be seen in the definition and does not count. Root are \"root\" and user id 0 in every spelling and with any group; without user, root is assumed. Windows containers are not judged."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20"
  aliases     = ["ecs-task-definition-linux-user-non-root", "CT.ECS.PR.3"]
  frameworks = {
    "aws-fsbp"     = ["ECS.20"]
    "nist-800-190" = ["4.1.2", "4.4.3"]
  }
}

resource_policy "aws_ecs_task_definition" "non-root-user" {
  filter = local.os == null ? true : !core::startswith(local.os, "WINDOWS")

  locals {
    os = ecs::os_family(attrs)
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].user"
    condition     = each.value.user != null && each.value.user != "" && !ecs::root_user(each.value.user)
    error_message = core::nonsensitive(each.value.user == null || each.value.user == "") ? "Container ${ecs::label(each.value, each.key)} names no user, so it runs as root unless its image says otherwise." : "Container ${ecs::label(each.value, each.key)} runs as root (user is \"${each.value.user}\")."
    fix {
      summary       = "Run the container as a user without privileges"
      applicability = "review"
      set "each.user" { value = "1000:1000" }
      notes = [
        "Files that the process writes must belong to that user: change their owner in the image (COPY --chown), and on EFS use an access point with the same uid and gid.",
        "On EC2 in bridge or host mode a process without privileges may be refused ports below 1024.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ecs-ipc-mode-host" {
  title       = "ECS task definitions should not share the host's IPC namespace"
  severity    = "medium"
  description = "With ipc_mode \"host\" the containers of a task share System V and POSIX shared memory, semaphores and message queues with their EC2 instance and with every other task that does the same: one of them can read and change what the others exchange. Unset, \"task\" and \"none\" pass. Fargate refuses the parameter."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"
  aliases     = []
  frameworks = {
    "nist-800-190"   = ["4.4.3", "4.5.2"]
    "nist-800-53-r5" = ["AC-6", "SC-4", "SC-39"]
  }
}

resource_policy "aws_ecs_task_definition" "no-host-ipc-namespace" {
  enforce {
    path          = "ipc_mode"
    condition     = core::try(attrs.ipc_mode, null) != "host"
    error_message = "The task definition shares the IPC namespace of its host (ipc_mode is \"host\")."
    fix {
      summary       = "Remove ipc_mode"
      applicability = "review"
      remove "ipc_mode" {}
      notes = [
        "Containers of one task that exchange data through shared memory can keep doing so with ipc_mode = \"task\" (EC2 only).",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ECS.3" {
  title       = "ECS task definitions should not share the host's process namespace"
  severity    = "high"
  description = "With pid_mode \"host\" a container sees every process of its EC2 instance, those of other tasks and of the ECS agent among them, can read their environment through /proc and, as root, can send them signals. Unset gives each container a private namespace; \"task\" shares one among the containers of the task only. Fargate refuses \"host\"."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3"
  aliases     = ["ecs-task-definition-pid-mode-check", "CT.ECS.PR.10", "CKV_AWS_335", "ecs_task_definitions_host_namespace_not_shared"]
  frameworks = {
    "aws-fsbp"       = ["ECS.3"]
    "nist-800-53-r5" = ["CA-9(1)", "CM-2"]
    "nist-800-190"   = ["4.4.3", "4.5.2"]
  }
}

resource_policy "aws_ecs_task_definition" "no-host-pid-namespace" {
  enforce {
    path          = "pid_mode"
    condition     = core::try(attrs.pid_mode, null) != "host"
    error_message = "The task definition shares the process namespace of its host (pid_mode is \"host\")."
    fix {
      summary       = "Remove pid_mode: every container then gets its own process namespace"
      applicability = "review"
      remove "pid_mode" {}
      notes = [
        "Monitoring agents that watch processes of the host stop seeing them; pid_mode = \"task\" shares one namespace among the containers of the task only, but keeps ECS Exec from working for all but the first container.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

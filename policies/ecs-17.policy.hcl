policy {
  plimsoll { language = 1 }
}

control "ECS.17" {
  title       = "ECS task definitions should not use host network mode"
  severity    = "medium"
  description = "In host mode a container uses the network interface of its EC2 instance: its ports are open on the host, no security group of its own stands before it, and it reaches services that listen on the host's loopback address and the instance's metadata. awsvpc gives the task an interface and security groups of its own. Unset is bridge and passes."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17"
  aliases     = ["ecs-task-definition-network-mode-not-host", "ecs_task_definitions_host_networking_mode_users"]
  frameworks = {
    "nist-800-53-r5" = ["AC-2(1)", "AC-3", "AC-3(7)", "AC-3(15)", "AC-5", "AC-6"]
    "nist-800-190"   = ["4.4.2", "4.4.3"]
  }
}

resource_policy "aws_ecs_task_definition" "no-host-network" {
  enforce {
    path          = "network_mode"
    condition     = core::try(attrs.network_mode, null) != "host"
    error_message = "The task definition uses the network of its host (network_mode is \"host\")."
    fix {
      summary       = "Give tasks a network interface of their own"
      applicability = "review"
      set "network_mode" { value = "awsvpc" }
      notes = [
        "Services that use it need a network_configuration with subnets and security groups, and load balancer target groups of target_type \"ip\".",
        "hostPort must be left out or equal containerPort, and each task takes a network interface of its instance.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

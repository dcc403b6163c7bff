policy {
  plimsoll { language = 1 }
}

control "ECS.16" {
  title       = "ECS task sets should not automatically assign public IP addresses"
  severity    = "high"
  description = "Tasks of a task set (external deployment controller) with a public IP address can be reached from the Internet as soon as a security group allows it. They should run in private subnets behind a load balancer. Without the argument no public address is assigned."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-16"
  aliases     = ["ecs-taskset-assign-public-ip-disabled", "ecs_task_set_no_assign_public_ip"]
  frameworks = {
    "aws-fsbp"      = ["ECS.16"]
    "pci-dss-4.0.1" = ["1.4.4"]
    "nist-800-190"  = ["4.4.2"]
  }
}

resource_policy "aws_ecs_task_set" "no-public-ip" {
  filter = core::try(core::length(attrs.network_configuration), 0) > 0

  enforce {
    path          = "network_configuration[0].assign_public_ip"
    condition     = core::try(attrs.network_configuration[0].assign_public_ip, null) != true
    error_message = "The task set assigns a public IP address to each of its tasks."
    fix {
      summary       = "Set assign_public_ip to false"
      applicability = "review"
      set "network_configuration.assign_public_ip" { value = false }
      notes = [
        "Tasks need another way out to pull images and send logs: private subnets with a NAT gateway, or VPC endpoints.",
        "Terraform replaces the task set.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ECS.2" {
  title       = "ECS services should not have public IP addresses assigned to them automatically"
  severity    = "high"
  description = "A task with a public IP address is one security group rule away from the Internet. Services should run in private subnets, be reached through a load balancer and reach out through NAT gateways or VPC endpoints. Without the argument no public address is assigned, so leaving it out is right as well."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2"
  aliases     = ["ecs-service-assign-public-ip-disabled", "CT.ECS.PR.9", "CKV_AWS_333", "KICS:bafe7989", "ecs_service_no_assign_public_ip"]
  frameworks = {
    "aws-fsbp"       = ["ECS.2"]
    "nist-800-53-r5" = ["AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(3)", "SC-7(4)", "SC-7(9)", "SC-7(11)", "SC-7(16)", "SC-7(20)", "SC-7(21)"]
    "pci-dss-4.0.1"  = ["1.4.4"]
    "nist-800-190"   = ["4.4.2"]
  }
}

resource_policy "aws_ecs_service" "no-public-ip" {
  # Only services with awsvpc networking have addresses of their own.
  filter = core::try(core::length(attrs.network_configuration), 0) > 0

  enforce {
    path          = "network_configuration[0].assign_public_ip"
    condition     = core::try(attrs.network_configuration[0].assign_public_ip, null) != true
    error_message = "The service assigns a public IP address to each of its tasks."
    fix {
      summary       = "Set assign_public_ip to false"
      applicability = "review"
      set "network_configuration.assign_public_ip" { value = false }
      notes = [
        "Tasks need another way out to pull images and send logs: private subnets with a NAT gateway, or VPC endpoints.",
        "The service is deployed again, task by task.",
      ]
    }
  }
}

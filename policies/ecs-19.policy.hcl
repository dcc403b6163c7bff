policy {
  plimsoll { language = 1 }
}

control "ECS.19" {
  title       = "ECS capacity providers should have managed termination protection enabled"
  severity    = "medium"
  description = "Managed termination protection keeps the Auto Scaling group from terminating instances on which tasks run. The default is DISABLED, so leaving the argument out fails. It works only together with managed scaling and with instances that are protected from scale-in. Capacity providers without an Auto Scaling group are not judged."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-19"
  aliases     = ["ecs-capacity-provider-termination-check"]
  frameworks = {
    "aws-fsbp" = ["ECS.19"]
  }
}

resource_policy "aws_ecs_capacity_provider" "termination-protection" {
  filter = core::try(core::length(attrs.auto_scaling_group_provider), 0) > 0

  enforce {
    path          = "auto_scaling_group_provider[0].managed_termination_protection"
    condition     = core::try(attrs.auto_scaling_group_provider[0].managed_termination_protection, null) == "ENABLED"
    error_message = "The capacity provider does not keep instances with running tasks from being terminated (managed_termination_protection is not \"ENABLED\")."
    fix {
      summary       = "Enable managed termination protection, and managed scaling, without which it does not work"
      applicability = "review"
      set "auto_scaling_group_provider.managed_termination_protection" { value = "ENABLED" }
      set "auto_scaling_group_provider.managed_scaling.status" { value = "ENABLED" }
      notes = [
        "The Auto Scaling group must have protect_from_scale_in = true, or AWS refuses the change.",
        "With managed scaling ECS sets the desired capacity of the group: let Terraform ignore changes of desired_capacity.",
      ]
    }
  }
}

policytest {
  targets = ["ecs-19.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_capacity_provider" "enabled" {
  attrs = { name = "on-ec2", auto_scaling_group_provider = [{ auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x", managed_termination_protection = "ENABLED" }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_capacity_provider" "disabled" {
  expect_failure = true
  attrs          = { name = "on-ec2", auto_scaling_group_provider = [{ managed_termination_protection = "DISABLED" }] }
  expect {
    verdict = "fail"
    message = "managed_termination_protection is not \"ENABLED\""
    fix     = "managed_termination_protection"
  }
}

resource "aws_ecs_capacity_provider" "unset" {
  expect_failure = true
  attrs          = { name = "on-ec2", auto_scaling_group_provider = [{ managed_scaling = [] }] }
  expect { verdict = "fail" }
}

resource "aws_ecs_capacity_provider" "null" {
  expect_failure = true
  attrs          = { name = "on-ec2", auto_scaling_group_provider = [{ managed_termination_protection = null }] }
  expect {
    verdict = "fail"
    fix     = "managed_scaling"
  }
}

# Managed scaling is another matter.
resource "aws_ecs_capacity_provider" "scaling_disabled" {
  attrs = { name = "on-ec2", auto_scaling_group_provider = [{ managed_termination_protection = "ENABLED", managed_scaling = [{ status = "DISABLED" }] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_capacity_provider" "unknown" {
  attrs = { name = "on-ec2", auto_scaling_group_provider = [{ managed_termination_protection = plimsoll::unknown("terraform_data.n.output") }] }
  expect { verdict = "unknown" }
}

resource "aws_ecs_capacity_provider" "group_unknown" {
  expect_failure = true
  attrs          = { name = "on-ec2", auto_scaling_group_provider = [{ auto_scaling_group_arn = plimsoll::unknown("aws_autoscaling_group.a.arn"), managed_termination_protection = "DISABLED" }] }
  expect { verdict = "fail" }
}

resource "aws_ecs_capacity_provider" "managed_instances" {
  attrs = { name = "managed", auto_scaling_group_provider = [], managed_instances_provider = [{ infrastructure_role_arn = "arn:aws:iam::123456789012:role/x" }] }
  expect { verdict = "not_applicable" }
}

#include "generate_hcl.h"

#include <array>
#include <string_view>

namespace plimsoll::bench {
namespace {

std::string fill(std::string_view text, std::size_t number) {
  std::string out;
  for (const char c : text) {
    if (c == '@') {
      out += std::to_string(number);
    } else {
      out += c;
    }
  }
  return out;
}

constexpr std::string_view kTerraform = R"(# Service @ and what it needs.
locals {
  name_@ = "service-@-${var.environment}"
  tags_@ = merge(var.tags, { Service = local.name_@, Team = "payments" })
  ports_@ = [for rule in var.rules : rule.port if rule.enabled && rule.protocol == "tcp"]
}

variable "image_@" {
  description = "Image of service @, with its tag"
  type        = string
  default     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/service-@:1.4.2"

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr\\.", var.image_@))
    error_message = "The image must come from the company's registry."
  }
}

resource "aws_ecs_task_definition" "service_@" {
  family                   = local.name_@
  cpu                      = 512
  memory                   = 1024
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.execution_@.arn
  task_role_arn            = try(var.task_roles["service-@"], null)

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = var.image_@
      essential = true
      user      = "1000:1000"
      portMappings = [
        { containerPort = 8080, protocol = "tcp" },
        { containerPort = 9090, protocol = "tcp" },
      ]
      environment = [for name, value in var.environment_@ : { name = name, value = tostring(value) }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          "awslogs-group"         = aws_cloudwatch_log_group.service_@.name
          "awslogs-region"        = data.aws_region.current.name
          "awslogs-stream-prefix" = "app"
        }
      }
    },
  ])

  dynamic "volume" {
    for_each = var.scratch_@ ? ["scratch"] : []
    content {
      name = volume.value
    }
  }
  tags = local.tags_@
}

resource "aws_iam_role" "execution_@" {
  name_prefix        = "exec-@-" # unique per region
  assume_role_policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "ecs-tasks.amazonaws.com" },
          "Action": "sts:AssumeRole",
          "Condition": { "StringEquals": { "aws:SourceAccount": "${data.aws_caller_identity.current.account_id}" } }
        }
      ]
    }
  EOT
}

resource "aws_cloudwatch_log_group" "service_@" {
  count             = var.log_@ ? 1 : 0
  name              = "/ecs/${local.name_@}"
  retention_in_days = var.environment == "production" ? 365 : 30
  kms_key_id        = one(aws_kms_key.logs[*].arn)
}

module "alarm_@" {
  source  = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"
  version = "~> 5.0"

  alarm_name          = "${local.name_@}-cpu"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 80
  dimensions          = { ClusterName = "main", ServiceName = aws_ecs_service.service_@.name }
}

output "arn_@" {
  value = "${aws_ecs_task_definition.service_@.arn_without_revision}:${aws_ecs_task_definition.service_@.revision}"
}

)";

constexpr std::string_view kPolicyHead = R"(# Policy @ of a benchmark.
policy {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0.0, < 7.0.0"
    }
  }
}

input "level-@" {
  type    = string
  default = "advisory"
}

)";

constexpr std::array<std::string_view, 6> kPolicies = {
    R"(resource_policy "aws_s3_bucket" "versioned-@" {
  enforcement_level = input.level-@
  locals {
    versioning = core::try(attrs.versioning, [])
    enabled    = [for one in local.versioning : one if core::try(one.enabled, false)]
  }
  enforce {
    condition     = core::length(local.enabled) > 0
    error_message = "The bucket ${core::try(attrs.bucket, "?")} is not versioned."
  }
}
)",
    R"(resource_policy "aws_iam_policy" "no-wildcard-@" {
  enforcement_level = input.level-@
  locals {
    document   = core::try(core::jsondecode(attrs.policy), {})
    statements = core::flatten([core::try(local.document.Statement, [])])
    actions    = core::flatten([for s in local.statements : core::try(s.Action, []) if core::try(s.Effect, "") == "Allow"])
    wide       = [for a in local.actions : a if a == "*" || core::length(core::regexall("^iam:", a)) > 0]
  }
  enforce {
    condition     = core::length(local.wide) == 0
    error_message = "The policy allows ${core::join(", ", local.wide)}."
  }
}
)",
    R"(resource_policy "aws_security_group" "no-open-port-@" {
  enforcement_level = input.level-@
  filter            = core::try(attrs.vpc_id, null) != null
  locals {
    open = [
      for rule in core::try(attrs.ingress, []) : rule
      if core::contains(core::try(rule.cidr_blocks, []), "0.0.0.0/0") && core::try(rule.from_port, 0) <= 22
    ]
  }
  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Port 22 is open to the world."
  }
}
)",
    R"(resource_policy "aws_lb_target_group" "health-check-@" {
  enforcement_level = input.level-@
  locals {
    checks = core::try(attrs.health_check, [])
    path   = core::try(local.checks[0].path, "")
  }
  enforce {
    condition     = core::length(core::regexall("^/", local.path)) > 0 && core::try(local.checks[0].interval, 0) <= 60
    error_message = "The target group needs a health check with a path."
  }
}
)",
    R"(resource_policy "aws_cloudwatch_metric_alarm" "has-actions-@" {
  enforcement_level = input.level-@
  locals {
    actions = core::try(attrs.alarm_actions, [])
    is_ok   = core::try(attrs.actions_enabled, true) != false && core::length(local.actions) > 0
  }
  enforce {
    condition     = local.is_ok == true
    error_message = "The alarm notifies nobody."
  }
}
)",
    R"(resource_policy "aws_ecs_task_definition" "image-@" {
  enforcement_level = input.level-@
  locals {
    containers = core::try(core::jsondecode(attrs.container_definitions), [])
    roles      = core::getresources("aws_iam_policy", { path = "/service-@/" })
    foreign    = [for c in local.containers : c.name if core::length(core::regexall("\\.dkr\\.ecr\\.", c.image)) == 0]
  }
  enforce {
    condition     = core::length(local.foreign) == 0 || core::length(local.roles) > 0
    error_message = "Images from elsewhere: ${core::join(", ", local.foreign)}."
  }
}
)"};

}  // namespace

std::string terraform_file(std::size_t number) {
  return fill(kTerraform, number);
}

std::string policy_file(std::size_t number) {
  return fill(kPolicyHead, number) + fill(kPolicies[number % kPolicies.size()], number);
}

}  // namespace plimsoll::bench

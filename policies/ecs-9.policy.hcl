policy {
  plimsoll { language = 1 }
}

control "ECS.9" {
  title       = "ECS task definitions should have a logging configuration"
  severity    = "high"
  description = "Without a log configuration the output of a container stays on its host, on Fargate it is lost: nobody can reconstruct what happened. Every container needs a logConfiguration with a log driver, sidecars and FireLens routers too. Which driver it is does not matter here; an empty block or a blank driver counts as none."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9"
  aliases     = ["ecs-task-definition-log-configuration", "CT.ECS.PR.5", "ecs_task_definitions_logging_enabled"]
  frameworks = {
    "aws-fsbp"       = ["ECS.9"]
    "nist-800-53-r5" = ["AC-4(26)", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "AU-10", "AU-12", "CA-7", "SC-7(9)", "SI-7(8)"]
    "nist-800-190"   = ["4.4.4"]
  }
}

resource_policy "aws_ecs_task_definition" "logging" {
  locals {
    # What is known only after apply must not cost the fix: a name here, other containers below.
    name  = core::valuetostring(core::try(attrs.family, null))
    group = core::startswith(local.name, "(") ? "/ecs/app" : "/ecs/${local.name}"

    # A Region that the task's other containers log to needs no data source.
    found   = [for c in ecs::containers(attrs) : c.logConfiguration.options["awslogs-region"] if core::can(core::regex("^[a-z0-9-]+$", c.logConfiguration.options["awslogs-region"]))]
    regions = core::startswith(core::valuetostring(local.found), "(") ? [] : local.found
    region  = core::concat(local.regions, [plimsoll::expression("data.aws_region.current.id")])[0]
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].logConfiguration"
    condition     = core::try(core::trimspace(each.value.logConfiguration.logDriver), "") != ""
    error_message = core::nonsensitive(each.value.logConfiguration == null) ? "Container ${ecs::label(each.value, each.key)} has no log configuration." : "Container ${ecs::label(each.value, each.key)} has a log configuration without a log driver."
    fix {
      summary       = "Send the container's output to CloudWatch Logs"
      applicability = "review"
      set "each.logConfiguration" {
        value = {
          logDriver = "awslogs"
          options = {
            "awslogs-group"         = local.group
            "awslogs-region"        = local.region
            "awslogs-stream-prefix" = core::startswith(core::valuetostring(each.value.name), "(") ? "ecs" : core::coalesce(each.value.name, "ecs")
          }
        }
      }
      resource "aws_cloudwatch_log_group" "ecs" {
        name              = local.group
        retention_in_days = 365
      }
      notes = [
        core::length(local.regions) > 0 ? null : "Declare data \"aws_region\" \"current\" {} where the module has none, or write the Region as text.",
        "One log group serves all containers of the task: declare it once, before the task starts, or choose one that exists.",
        "The execution role (execution_role_arn) needs logs:CreateLogStream and logs:PutLogEvents for the group.",
        "awslogs is non-blocking by default and may drop lines under load; set the option mode to \"blocking\" where every line counts.",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}

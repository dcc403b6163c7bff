policy {
  plimsoll { language = 1 }
}

control "ECS.12" {
  title       = "ECS clusters should use Container Insights"
  severity    = "medium"
  description = "Container Insights collects metrics and diagnostics of clusters, services and tasks; without it, restarts and resource exhaustion go unnoticed. It is a cluster setting: \"enabled\", or \"enhanced\" for container-level metrics. AWS's rule speaks of enabled only; enhanced includes it and is accepted."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12"
  aliases     = ["ecs-container-insights-enabled", "CT.ECS.PR.2", "CKV_AWS_65", "AWS-0034", "KICS:97cb0688", "ecs_cluster_container_insights_enabled"]
  frameworks = {
    "aws-fsbp"       = ["ECS.12"]
    "nist-800-53-r5" = ["AU-6(3)", "AU-6(4)", "CA-7", "SI-2"]
    "nist-800-190"   = ["4.4.4"]
  }
}

resource_policy "aws_ecs_cluster" "container-insights" {
  locals {
    accepted = ["enabled", "enhanced"]
    value    = ecs::setting(attrs, "containerInsights")
    # A cluster without the setting takes the account's default at the moment when it is created.
    inherits = core::contains(local.accepted, ecs::account_setting("containerInsights"))
    unset    = local.inherits ? plimsoll::unknown("aws_ecs_account_setting_default") : false
  }

  enforce {
    path            = "setting[\"containerInsights\"].value"
    condition       = local.value == null ? local.unset : core::contains(local.accepted, local.value)
    error_message   = local.value == null ? "The cluster does not use Container Insights: it has no setting containerInsights." : "The cluster does not use Container Insights: its setting containerInsights is \"${local.value}\"."
    unknown_message = core::valuetostring(local.value) == "(null)" ? "The cluster has no setting containerInsights; it inherits the account's default, which this plan switches on, only if the cluster is created after that." : ""

    fix {
      when          = local.value == null
      summary       = "Switch Container Insights on"
      applicability = "exact"
      block "setting" {
        name  = "containerInsights"
        value = "enhanced"
      }
      notes = ["CloudWatch charges for the metrics; \"enhanced\" writes more of them than \"enabled\", which is accepted too."]
    }
    fix {
      summary       = "Switch Container Insights on"
      applicability = "exact"
      set "setting[\"containerInsights\"].value" { value = "enhanced" }
      notes = ["CloudWatch charges for the metrics; \"enhanced\" writes more of them than \"enabled\", which is accepted too."]
    }
  }
}

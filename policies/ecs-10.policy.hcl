policy {
  plimsoll { language = 1 }
}

control "ECS.10" {
  title       = "ECS Fargate services should run on the latest Fargate platform version"
  severity    = "medium"
  description = "A Fargate platform version is the kernel and container runtime that a task gets; an old one lacks security fixes and features such as EFS volumes or ECS Exec. Leave platform_version out or write \"LATEST\". The current versions are inputs of this policy."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10"
  aliases     = ["ecs-fargate-latest-platform-version", "CT.ECS.PR.1", "CKV_AWS_332", "ecs_service_fargate_latest_platform_version"]
  frameworks = {
    "aws-fsbp"       = ["ECS.10"]
    "nist-800-53-r5" = ["SI-2", "SI-2(2)", "SI-2(4)", "SI-2(5)"]
    "pci-dss-4.0.1"  = ["6.3.3"]
    "nist-800-190"   = ["4.4.1"]
  }
}

input "latest_linux_version" {
  type        = string
  default     = "1.4.0"
  description = "Newest Fargate platform version for Linux."
}

input "latest_windows_version" {
  type        = string
  default     = "1.0.0"
  description = "Newest Fargate platform version for Windows."
}

resource_policy "aws_ecs_service" "latest-platform-version" {
  filter = core::contains(ecs::launch_types(attrs), "FARGATE")

  locals {
    version = core::try(attrs.platform_version, null)
    os      = ecs::os_family(ecs::task_definition(attrs))
    windows = local.os != null && core::startswith(local.os, "WINDOWS")
    # The Linux version is taken at its word while nobody can say that the tasks run on Windows.
    surely_windows = core::startswith(core::valuetostring(local.os), "WINDOWS")
    latest         = local.version == null || core::contains(["", "LATEST"], local.version)
    linux_ok       = local.version == input.latest_linux_version && !local.surely_windows
    windows_ok     = local.version == input.latest_windows_version && local.windows
  }

  enforce {
    path          = "platform_version"
    condition     = local.latest || local.linux_ok || local.windows_ok
    error_message = "The service pins Fargate platform version ${local.version}, which is not the latest."
    fix {
      summary       = "Follow the latest platform version"
      applicability = "review"
      set "platform_version" { value = "LATEST" }
      notes = [
        "The service is deployed again, task by task.",
        "Platform version 1.4.0 routes image pulls and log traffic through the task's own network interface: its subnets need a route to ECR and CloudWatch Logs.",
      ]
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ECS.8" {
  title       = "Secrets should not be passed as container environment variables"
  severity    = "high"
  description = "Environment variables are readable in the console, through the API, in Terraform's state and by every process of the container. Access keys and registry credentials belong in Secrets Manager or Parameter Store, referenced by a secrets entry; access keys of AWS are better replaced by the task role. Names are compared exactly; the value does not matter."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8"
  aliases     = ["ecs-no-environment-secrets", "CT.ECS.PR.12", "AWS-0036", "AC_AWS_0095", "KICS:d40210ea", "ecs_task_definitions_no_environment_secrets"]
  frameworks = {
    "aws-fsbp"       = ["ECS.8"]
    "nist-800-53-r5" = ["CA-9(1)", "CM-2"]
    "pci-dss-4.0.1"  = ["8.6.2"]
    "nist-800-190"   = ["4.1.4"]
  }
}

input "secret_keys" {
  type        = list(string)
  default     = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"]
  description = "Names of environment variables that hold secrets; AWS's own list by default."
}

resource_policy "aws_ecs_task_definition" "no-secret-keys" {
  locals {
    # The listed names that each container uses, as far as its variables are known. The names are no secrets, even where
    # the definitions as a whole are marked sensitive.
    used  = [for c in ecs::containers(attrs) : core::try([for e in c.environment : core::valuetostring(e.name)], [])]
    names = [for used in local.used : core::nonsensitive([for k in input.secret_keys : k if core::contains(used, k)])]

    # Where Parameter Store keeps what this task reads. A family that nobody knows yet must not cost the fix.
    family = core::valuetostring(core::try(attrs.family, null))
    prefix = core::startswith(local.family, "(") ? "/app" : "/${local.family}"

    notes = [
      "valueFrom names a parameter of Parameter Store in the same Region (create it as SecureString outside this configuration, so that its value stays out of the state); the full ARN of a Secrets Manager secret is right too.",
      "The execution role (execution_role_arn) needs ssm:GetParameters or secretsmanager:GetSecretValue for it.",
      "Credentials that were in a task definition stay readable in its old revisions: rotate them. For AWS access keys give the task a role (task_role_arn) and drop the variables.",
      "Terraform registers a new task definition revision that replaces the old one.",
    ]
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].environment"
    condition     = each.value.environment == null || !core::anytrue([for e in each.value.environment : core::contains(input.secret_keys, e.name)])
    error_message = "Container ${ecs::label(each.value, each.key)} gets secrets as plain environment variables: ${core::join(", ", local.names[each.key])}."

    fix {
      summary       = "Replace ${core::join(", ", local.names[each.key])} with secrets entries"
      applicability = "review"
      append "each.secrets" {
        value = [for n in local.names[each.key] : { name = n, valueFrom = "${local.prefix}/${n}" }]
      }
      notes = core::concat(["Take ${core::join(", ", local.names[each.key])} out of environment: AWS refuses a name that stands in both lists."], local.notes)
    }
  }
}

policy {
  plimsoll { language = 1 }
}

control "ecs-secret-like-environment" {
  title       = "Environment variables of containers should not hold credentials"
  severity    = "high"
  description = "Beyond the three names that ECS.8 knows: a variable whose name speaks of a password, token, private key or API key, or whose value has the form of a credential, is readable in the console, through the API, in Terraform's state and by every process of the container. Such values belong in Secrets Manager or Parameter Store, referenced by a secrets entry. Values are never shown."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"
  aliases     = ["AWS-0036", "AC_AWS_0095", "KICS:d40210ea"]
  frameworks = {
    "nist-800-190"   = ["4.1.4"]
    "nist-800-53-r5" = ["IA-5(7)", "SC-28"]
    "pci-dss-4.0.1"  = ["8.6.2"]
  }
}

input "ignored_variables" {
  type        = list(string)
  default     = []
  description = "Names of environment variables that are known to hold no secret."
}

resource_policy "aws_ecs_task_definition" "no-credentials" {
  locals {
    # ECS.8 reports these.
    exempt = core::concat(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"], input.ignored_variables)
    found  = [for c in ecs::containers(attrs) : [for s in ecs::env_secrets(c) : s.name if !core::contains(local.exempt, s.name)]]

    # What of it can be named while some variables are unknown.
    names = [for i, c in ecs::containers(attrs) :
      core::valuetostring(core::length(local.found[i])) != "(unknown)"
      ? local.found[i]
      : [for e in c.environment : e.name if core::valuetostring(core::contains(local.found[i], e.name)) == "true"]
    ]

    # Where Parameter Store keeps what this task reads. A family that nobody knows yet must not cost the fix.
    family = core::valuetostring(core::try(attrs.family, null))
    prefix = core::startswith(local.family, "(") ? "/app" : "/${local.family}"

    notes = [
      "valueFrom names a parameter of Parameter Store in the same Region (create it as SecureString outside this configuration, so that its value stays out of the state); the full ARN of a Secrets Manager secret is right too.",
      "The execution role (execution_role_arn) needs ssm:GetParameters or secretsmanager:GetSecretValue for it.",
      "Credentials that were in a task definition stay readable in its old revisions: rotate them.",
      "Terraform registers a new task definition revision that replaces the old one.",
    ]
  }

  enforce {
    for_each      = ecs::containers(attrs)
    subject       = { kind = "container", name = each.value.name }
    path          = "container_definitions[${ecs::label(each.value, each.key)}].environment"
    condition     = core::length(local.found[each.key]) == 0
    error_message = "Container ${ecs::label(each.value, each.key)} gets what looks like credentials as plain environment variables: ${core::join(", ", local.names[each.key])}."

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

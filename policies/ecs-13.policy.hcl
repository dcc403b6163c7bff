policy {
  plimsoll { language = 1 }
}

control "ECS.13" {
  title       = "ECS services should be tagged"
  severity    = "low"
  description = "Tags say whose a resource is, what it costs and who may touch it. Without required keys any tag will do; tags of the provider's default_tags and aws_ecs_tag resources count, tags of AWS itself (aws:…) do not. Keys are case-sensitive, values do not matter. Off unless required_tag_keys is given: [] demands any tag, a list demands its keys."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-13"
  aliases     = ["tagged-ecs-service"]
  frameworks = {
    "aws-resource-tagging" = ["ECS.13"]
  }
  enabled = input.required_tag_keys != null
}

input "required_tag_keys" {
  type        = list(string)
  default     = null
  nullable    = true
  description = "Tag keys that services, clusters and task definitions must have; [] demands any tag. Without it ECS.13, ECS.14 and ECS.15 are off."
}

resource_policy "aws_ecs_service" "tagged" {
  locals {
    required = input.required_tag_keys == null ? [] : input.required_tag_keys
    keys     = core::keys(ecs::tags(attrs))
    missing  = [for k in local.required : k if !core::contains(local.keys, k)]

    # What a person must fill in.
    name  = core::valuetostring(core::try(attrs.name, null))
    added = core::length(local.required) == 0 ? { Name = core::startswith(local.name, "(") ? "…" : local.name } : { for k in local.missing : k => "…" }
  }

  enforce {
    path          = "tags"
    condition     = core::length(local.keys) > 0 && core::alltrue([for k in local.required : core::contains(local.keys, k)])
    error_message = core::length(local.keys) == 0 ? "The service has no tags." : "The service lacks the tags ${core::join(", ", local.missing)}."
    fix {
      when          = core::can(attrs.tags)
      summary       = "Add tags"
      applicability = "manual"
      set "tags" { value = core::merge(core::try(attrs.tags, null), local.added) }
      notes = ["Tags that every resource needs are best written once, in default_tags of the provider."]
    }
    fix {
      summary       = "Add tags"
      applicability = "manual"
      set "tags" { value = local.added }
      notes = ["Keep the tags that are there.", "Tags that every resource needs are best written once, in default_tags of the provider."]
    }
  }
}

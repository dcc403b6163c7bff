# Every construct of the standard language that a resource policy may use.
policy {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0, < 7.0" }
  }
}

input "pinned-images-enforcement-level" {
  type        = string
  default     = "advisory"
  description = "How serious an image without a fixed tag is"
}

input "floating-tags" {
  type    = list(string)
  default = ["latest"]
}

locals {
  suffixes = [for tag in input.floating-tags : ":${tag}"]
}

resource_policy "aws_ecs_task_definition" "pinned-images" {
  enforcement_level = input.pinned-images-enforcement-level
  filter            = core::length(local.containers) > 0
  operations        = ["create", "update", "no-op"]

  locals {
    containers = core::try(core::jsondecode(attrs.container_definitions), [])
    floating = [
      for c in local.containers : core::try(c.name, "?")
      if core::length([for s in local.suffixes : s if core::endswith(core::try(c.image, ""), s)]) > 0
    ]
  }

  enforce {
    condition     = core::length(local.floating) == 0
    error_message = "Pin the image of: ${core::join(", ", local.floating)}"
    info_message  = "${core::length(local.containers)} containers were looked at."
  }
}

resource_policy "aws_ecs_*" "no-rename" {
  operations = ["update"]

  enforce {
    condition     = core::try(attrs.family == prior_attrs.family, true)
    error_message = "A task definition keeps its family."
  }
}

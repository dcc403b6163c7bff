# Every construct of plimsoll's superset that needs no knowledge of ECS.
policy {
  plimsoll { language = 1 }
}

input "allowed-drivers" {
  type    = set(string)
  default = ["local"]
}

control "example-volume-driver" {
  title       = "Volumes use allowed drivers"
  severity    = "medium"
  description = "A driver that nobody installed stops the task."
  help_uri    = "https://example.com/volume-driver"
  aliases     = ["EXAMPLE_1"]
  frameworks  = { "example" = ["E-1"] }
  enabled     = core::length(input.allowed-drivers) > 0
}

resource_policy "aws_ecs_task_definition" "volume-driver" {
  enforce {
    for_each        = attrs.volume
    subject         = { kind = "volume", name = each.value.name }
    path            = "volume[${each.key}].driver"
    condition       = core::contains(input.allowed-drivers, each.value.driver)
    severity        = each.value.driver == "forbidden" ? "critical" : null
    error_message   = "Volume \"${each.value.name}\" uses the driver ${each.value.driver}."
    unknown_message = "The driver of volume \"${each.value.name}\" is not known yet."

    fix {
      when          = each.value.driver == "forbidden"
      summary       = "Remove the driver"
      applicability = "manual"
      remove "each.driver" {}
    }
    fix {
      summary = "Use the local driver"
      set "each.driver" {
        value = "local"
      }
      notes = ["Data of the old driver stays where it is.", attrs.family == "db" ? "Back up first." : null]
    }
  }
}

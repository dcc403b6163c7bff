# Values from .tfvars, an override file, a data source of a check.
variable "services" {
  type = map(object({ privileged = bool, user = optional(string, "0") }))
}

variable "read_only" {
  default = true
}

resource "aws_ecs_task_definition" "service" {
  for_each = var.services

  family       = each.key
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name                   = each.key
    image                  = local.url
    privileged             = each.value.privileged
    user                   = each.value.user
    readonlyRootFilesystem = var.read_only
  }])
}

check "network" {
  data "terraform_remote_state" "network" {
    backend = "local"
    config  = { path = "${path.module}/network.tfstate" }
  }

  assert {
    condition     = data.terraform_remote_state.network.outputs.ready
    error_message = "The network is not ready."
  }
}

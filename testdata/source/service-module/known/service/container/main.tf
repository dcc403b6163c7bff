variable "name" {
  type = string
}

variable "image" {
  type = string
}

variable "environment" {
  type    = list(object({ name = string, value = string }))
  default = []
}

variable "secrets" {
  type    = list(object({ name = string, valueFrom = string }))
  default = []
}

variable "privileged" {
  default = false
}

variable "readonly_root_filesystem" {
  default = true
}

variable "user" {
  default = null
}

variable "enable_logging" {
  default = true
}

locals {
  log_configuration = merge(
    { for key, value in { logDriver = "awslogs", options = { awslogs-group = var.name } } : key => value if var.enable_logging },
    {}
  )
  all = {
    name                   = var.name
    image                  = var.image
    environment            = var.environment
    secrets                = length(var.secrets) > 0 ? var.secrets : null
    privileged             = var.privileged
    readonlyRootFilesystem = var.readonly_root_filesystem
    user                   = var.user
    logConfiguration       = var.enable_logging && length(local.log_configuration) > 0 ? local.log_configuration : null
  }
}

output "definition" {
  value = { for key, value in local.all : key => value if value != null }
}

variable "name" {
  type = string
}

variable "image" {
  type    = string
  default = null
}

variable "privileged" {
  type    = bool
  default = false
}

variable "readonly_root_filesystem" {
  type    = bool
  default = true
}

variable "user" {
  type    = string
  default = null
}

variable "mount_points" {
  type    = any
  default = []
}

variable "log_configuration" {
  type    = any
  default = {}
}

locals {
  definition = {
    name                   = var.name
    image                  = var.image
    memory                 = 256
    privileged             = var.privileged
    readonlyRootFilesystem = var.readonly_root_filesystem
    user                   = tostring(var.user)
    mountPoints            = var.mount_points
    logConfiguration       = var.log_configuration
  }
}

output "container_definition" {
  value = { for k, v in local.definition : k => v if v != null }
}

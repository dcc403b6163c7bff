variable "name" {
  type = string
}

variable "image" {
  type = string
}

variable "privileged" {
  type    = bool
  default = null
}

variable "environment" {
  type    = list(object({ name = string, value = string }))
  default = []
}

variable "secrets" {
  type    = list(object({ name = string, valueFrom = string }))
  default = null
}

locals {
  by_name = { for entry in var.environment : entry.name => entry.value }
  all = {
    name        = var.name
    image       = var.image
    privileged  = var.privileged
    environment = [for name in sort(keys(local.by_name)) : { name = name, value = lookup(local.by_name, name) }]
    secrets     = var.secrets
  }
  definition = { for key, value in local.all : key => value if value != null }
}

output "json" {
  value = jsonencode(local.definition)
}

output "json_list" {
  value = "[${jsonencode(local.definition)}]"
}

output "definition" {
  value = local.definition
}

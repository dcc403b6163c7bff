variable "read_only" {
  type    = bool
  default = false
}

locals {
  settings = { read_only = var.read_only }
}

module "web" {
  source     = "./modules/task"
  name       = "web"
  image      = aws_ecr_repository.app.repository_url
  privileged = false
  settings   = local.settings
}

module "worker" {
  source   = "./modules/task"
  for_each = toset(["blue", "green"])
  name     = "worker-${each.key}"
  image    = aws_ecr_repository.app.repository_url
  secrets  = { DB_PASSWORD = aws_ssm_parameter.password.arn }
  settings = { user = each.key == "blue" ? "1000" : "0", read_only = true }
}

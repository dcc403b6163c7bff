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
  image      = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
  privileged = false
  settings   = local.settings
}

module "worker" {
  source   = "./modules/task"
  for_each = toset(["blue", "green"])
  name     = "worker-${each.key}"
  image    = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
  secrets  = { DB_PASSWORD = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password" }
  settings = { user = each.key == "blue" ? "1000" : "0", read_only = true }
}

module "api" {
  source     = "./modules/task"
  name       = "api"
  privileged = true
}

module "worker" {
  source = "./modules/task"
  name   = "worker"
}

module "cron" {
  source = "./modules/task"

  name       = "cron"
  privileged = false
}

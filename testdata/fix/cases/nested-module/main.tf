# Two levels of modules, the inner one with for_each: every value comes from here, or from a default on the way.
module "platform" {
  source = "./modules/platform"

  cluster  = "main"
  insights = "disabled"

  services = {
    shop = {
      privileged   = true
      network_mode = "awsvpc"
      public       = true
    }
    mail = {
      network_mode = "host"
      encrypted    = "DISABLED"
    }
    cron = {}
  }
}

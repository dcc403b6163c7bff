# A module that takes containers as a map of anything, with defaults for what they leave out.
module "service" {
  source = "./service"

  containers = {
    app = {
      image                    = "${local.url}:1"
      readonly_root_filesystem = false
      environment              = [{ name = "AWS_SECRET_ACCESS_KEY", value = "not-a-real-key" }]
      secrets                  = [{ name = "DB_PASSWORD", valueFrom = local.arn }]
    }
    log = {
      image      = "fluent-bit"
      privileged = true
      user       = "0"
    }
  }
  defaults = { readonly_root_filesystem = true, user = "1000", enable_logging = false }
}

# Types drop attributes and add defaults, some of them nested.
module "task" {
  source = "./task"

  containers = {
    web = { image = local.url, security = { privileged = true }, readonlyRootFilesystem = true }
    job = { image = "busybox", environment = [], secrets = { TOKEN = local.arn } }
  }
}

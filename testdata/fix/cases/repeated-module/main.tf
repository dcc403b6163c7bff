# The module is called twice: a log group in it needs a name for each, and one mount serves all containers of a loop.
module "service" {
  source   = "./task"
  for_each = toset(["api", "jobs"])

  name = each.key
  containers = {
    app   = { image = "app:1" }
    proxy = { image = "envoy:1", user = "1337" }
  }
}

# A local module that is called several times: what it says itself counts for all, what a call passes for that one.
module "service" {
  source   = "./service"
  for_each = toset(["a", "b"])
  name     = each.key
  user     = "1000:1000"
}

module "admin" {
  source = "./service"
  name   = "admin"
  user   = "root"
}

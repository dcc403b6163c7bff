services = {
  api = {
    image      = "api:1"
    privileged = true
  }
  worker = { image = "worker:1" }
}

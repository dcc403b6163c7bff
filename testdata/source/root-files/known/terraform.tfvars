services = {
  api    = { privileged = true }
  worker = { privileged = false, user = "1000" }
}

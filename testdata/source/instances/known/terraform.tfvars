services = {
  api = { privileged = false, user = "1000" }
  job = { privileged = true }
}

privileged = true

users = {
  web  = "root"
  side = "0:0" # nobody else reads this one
}

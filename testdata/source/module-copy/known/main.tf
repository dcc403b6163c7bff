module "web" {
  source  = "acme/task/aws"
  version = "1.0.0"

  name     = "web"
  image    = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
  secrets  = { DB_PASSWORD = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password" }
  settings = { user = "0" }
}

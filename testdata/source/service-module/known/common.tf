locals {
  url = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
  arn = "arn:aws:ssm:us-east-1:111122223333:parameter/app/password"
  id  = "fs-12345678"
}

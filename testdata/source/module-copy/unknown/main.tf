module "web" {
  source  = "acme/task/aws"
  version = "1.0.0"

  name     = "web"
  image    = aws_ecr_repository.app.repository_url
  secrets  = { DB_PASSWORD = aws_ssm_parameter.password.arn }
  settings = { user = "0" }
}

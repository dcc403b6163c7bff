resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ssm_parameter" "password" {
  name  = "/app/password"
  type  = "SecureString"
  value = "set-by-hand"
}

locals {
  url = aws_ecr_repository.app.repository_url
  arn = aws_ssm_parameter.password.arn
  id  = aws_ecr_repository.app.registry_id
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ssm_parameter" "password" {
  name  = "/app/password"
  type  = "SecureString"
  value = "set-by-hand"
}

resource "aws_cloudwatch_log_group" "app" {
  name_prefix = "app-"
}

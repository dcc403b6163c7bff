# A cluster without the setting inherits the account's default, which this configuration switches on.
policytest {
  targets = ["ecs-12.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_account_setting_default" "insights" {
  skip  = true
  attrs = { name = "containerInsights", value = "enhanced" }
}

resource "aws_ecs_cluster" "inherits" {
  attrs = { name = "main", setting = [] }
  expect {
    verdict = "unknown"
    message = "inherits the account's default"
  }
}

resource "aws_ecs_cluster" "opts_out" {
  expect_failure = true
  attrs          = { name = "main", setting = [{ name = "containerInsights", value = "disabled" }] }
  expect { verdict = "fail" }
}

policytest {
  targets = ["ecs-12.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_cluster" "enabled" {
  attrs = { name = "main", setting = [{ name = "containerInsights", value = "enabled" }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_cluster" "enhanced" {
  attrs = { name = "main", setting = [{ name = "containerInsights", value = "enhanced" }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_cluster" "disabled" {
  expect_failure = true
  attrs          = { name = "main", setting = [{ name = "containerInsights", value = "disabled" }] }
  expect {
    verdict = "fail"
    message = "\"disabled\""
    fix     = "setting[\"containerInsights\"].value"
  }
}

# The provider plans it, the API refuses it.
resource "aws_ecs_cluster" "other_case" {
  expect_failure = true
  attrs          = { name = "main", setting = [{ name = "containerInsights", value = "Enabled" }] }
  expect { verdict = "fail" }
}

resource "aws_ecs_cluster" "none" {
  expect_failure = true
  attrs          = { name = "main", setting = [] }
  expect {
    verdict = "fail"
    message = "no setting containerInsights"
    fix     = "setting"
  }
}

resource "aws_ecs_cluster" "unset" {
  expect_failure = true
  attrs          = { name = "main" }
  expect { verdict = "fail" }
}

resource "aws_ecs_cluster" "null" {
  expect_failure = true
  attrs          = { name = "main", setting = null }
  expect { verdict = "fail" }
}

resource "aws_ecs_cluster" "other_setting" {
  expect_failure = true
  attrs          = { name = "main", setting = [{ name = "somethingElse", value = "enabled" }] }
  expect { verdict = "fail" }
}

resource "aws_ecs_cluster" "second_setting" {
  attrs = { name = "main", setting = [{ name = "somethingElse", value = "disabled" }, { name = "containerInsights", value = "enabled" }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_cluster" "unknown" {
  attrs = { name = "main", setting = [{ name = "containerInsights", value = plimsoll::unknown("terraform_data.insights.output") }] }
  expect { verdict = "unknown" }
}

resource "aws_ecs_cluster" "settings_unknown" {
  attrs = { name = "main", setting = plimsoll::unknown("terraform_data.settings.output") }
  expect { verdict = "unknown" }
}

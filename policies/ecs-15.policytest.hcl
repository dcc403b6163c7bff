policytest {
  targets = ["ecs-15.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_task_definition" "tagged" {
  attrs = { family = "app", tags = { team = "shop" }, tags_all = { team = "shop" } }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "untagged" {
  expect_failure = true
  attrs          = { family = "app", tags = {}, tags_all = {} }
  expect {
    verdict = "fail"
    message = "The task definition has no tags."
    fix     = "tags"
  }
}

resource "aws_ecs_task_definition" "unset" {
  expect_failure = true
  attrs          = { family = "app" }
  expect { verdict = "fail" }
}

resource "aws_ecs_task_definition" "null" {
  expect_failure = true
  attrs          = { family = "app", tags = null, tags_all = null }
  expect { verdict = "fail" }
}

# default_tags of the provider: nothing of its own.
resource "aws_ecs_task_definition" "default_tags" {
  attrs = { family = "app", tags = null, tags_all = { team = "shop" } }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "only_aws_tags" {
  expect_failure = true
  attrs          = { family = "app", tags = null, tags_all = { "aws:cloudformation:stack-name" = "x" } }
  expect { verdict = "fail" }
}

resource "aws_ecs_task_definition" "unknown" {
  attrs = { family = "app", tags = plimsoll::unknown("terraform_data.tags.output"), tags_all = plimsoll::unknown("terraform_data.tags.output") }
  expect { verdict = "unknown" }
}

# Values are irrelevant, unknown ones too.
resource "aws_ecs_task_definition" "unknown_value" {
  attrs = { family = "app", tags = { id = plimsoll::unknown("terraform_data.n.id") }, tags_all = { id = plimsoll::unknown("terraform_data.n.id") } }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "required_key" {
  attrs = { family = "app", tags = { owner = "" }, tags_all = { owner = "" } }
  inputs { required_tag_keys = ["owner"] }
  expect { verdict = "pass" }
}

resource "aws_ecs_task_definition" "required_keys_missing" {
  expect_failure = true
  attrs          = { family = "app", tags = { Owner = "a", team = "b" }, tags_all = { Owner = "a", team = "b" } }
  inputs { required_tag_keys = ["owner", "cost-center", "team"] }
  expect {
    verdict = "fail"
    message = "lacks the tags owner, cost-center."
    fix     = "tags"
  }
}

resource "aws_ecs_task_definition" "required_key_missing_beside_unknown_value" {
  expect_failure = true
  attrs          = { family = "app", tags = { id = plimsoll::unknown("terraform_data.n.id") }, tags_all = { id = plimsoll::unknown("terraform_data.n.id") } }
  inputs { required_tag_keys = ["owner"] }
  expect {
    verdict = "fail"
    fix     = "tags"
  }
}

policytest {
  targets = ["ecs-2.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_service" "private" {
  attrs = { name = "app", network_configuration = [{ assign_public_ip = false, subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "public" {
  expect_failure = true
  attrs          = { name = "app", network_configuration = [{ assign_public_ip = true, subnets = ["subnet-1"] }] }
  expect {
    verdict = "fail"
    message = "assigns a public IP address"
    fix     = "network_configuration.assign_public_ip"
  }
}

resource "aws_ecs_service" "unset" {
  attrs = { name = "app", network_configuration = [{ subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "null" {
  attrs = { name = "app", network_configuration = [{ assign_public_ip = null, subnets = ["subnet-1"] }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "unknown" {
  attrs = { name = "app", network_configuration = [{ assign_public_ip = plimsoll::unknown("terraform_data.public.output"), subnets = ["subnet-1"] }] }
  expect { verdict = "unknown" }
}

# Subnets do not decide.
resource "aws_ecs_service" "unknown_subnets" {
  attrs = { name = "app", network_configuration = [{ assign_public_ip = false, subnets = plimsoll::unknown("aws_subnet.a.id") }] }
  expect { verdict = "pass" }
}

resource "aws_ecs_service" "unknown_block" {
  attrs = { name = "app", network_configuration = plimsoll::unknown("terraform_data.n.output") }
  expect { verdict = "unknown" }
}

resource "aws_ecs_service" "no_network_configuration" {
  attrs = { name = "app", network_configuration = [] }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "attribute_missing" {
  attrs = { name = "app" }
  expect { verdict = "not_applicable" }
}

resource "aws_ecs_service" "external_controller" {
  attrs = { name = "app", deployment_controller = [{ type = "EXTERNAL" }], network_configuration = null }
  expect { verdict = "not_applicable" }
}

policytest {
  targets = ["pinned-images.policy.hcl"]
}

inputs {
  pinned-images-enforcement-level = "mandatory"
}

locals {
  pinned   = core::jsonencode([{ name = "web", image = "web:1.4" }])
  floating = core::jsonencode([{ name = "web", image = "web:1.4" }, { name = "side", image = "side:latest" }])
}

resource "aws_ecs_task_definition" "pinned" {
  attrs = { family = "a", container_definitions = local.pinned }
}

resource "aws_ecs_task_definition" "floating" {
  expect_failure = true
  attrs          = { family = "a", container_definitions = local.floating }
}

resource "aws_ecs_task_definition" "floating_allowed" {
  attrs = { family = "a", container_definitions = local.floating }
  inputs {
    floating-tags = ["edge"]
  }
}

resource "aws_ecs_task_definition" "other_tag" {
  expect_failure = true
  attrs          = { family = "a", container_definitions = core::jsonencode([{ name = "web", image = "web:edge" }]) }
  inputs {
    floating-tags = ["edge"]
  }
}

resource "aws_ecs_task_definition" "nothing_to_see" {
  attrs = { family = "a" }
}

resource "aws_ecs_task_definition" "renamed" {
  expect_failure = true
  attrs          = { family = "b", container_definitions = local.pinned }
  prior_attrs    = { family = aws_ecs_task_definition.pinned.family, container_definitions = local.pinned }
}

resource "aws_ecs_task_definition" "same_name" {
  attrs       = { family = "a", container_definitions = local.pinned }
  prior_attrs = { family = "a", container_definitions = local.floating }
}

resource "aws_ecs_task_definition" "deleted" {
  prior_attrs = { family = "a", container_definitions = local.floating }
}

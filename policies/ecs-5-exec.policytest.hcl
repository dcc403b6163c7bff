# ECS Exec and a read-only root file system exclude each other: the fix names the services.
policytest {
  targets = ["ecs-5.policy.hcl"]
  plimsoll { language = 1 }
}

resource "aws_ecs_service" "web" {
  skip  = true
  attrs = { name = "web", enable_execute_command = true, task_definition = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1" }
}

resource "aws_ecs_task_definition" "web" {
  expect_failure = true
  attrs          = { arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1", family = "web", revision = 1, container_definitions = core::jsonencode([{ name = "web", image = "web:1" }]) }
  expect {
    subject = "web"
    verdict = "fail"
    fix     = "readonlyRootFilesystem"
  }
}

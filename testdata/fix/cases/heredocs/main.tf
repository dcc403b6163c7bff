resource "aws_ecr_repository" "app" {
  name = "app"
}

variable "level" {
  type    = string
  default = "info"
}

# Text in the first column, an object per line.
resource "aws_ecs_task_definition" "flat" {
  family       = "flat"
  network_mode = "host"

  container_definitions = <<EOF
[
{"name":"web","image":"${aws_ecr_repository.app.repository_url}","memory":128,"privileged":true,"user":"1000","readonlyRootFilesystem":true,"logConfiguration":{"logDriver":"awslogs"}},
{"name":"side","image":"busybox:1","memory":64,"readonlyRootFilesystem":true,"user":"1000","logConfiguration":{"logDriver":"awslogs"},"environment":[{"name":"LEVEL","value":"${var.level}"},{"name":"AWS_ACCESS_KEY_ID","value":"AKIAEXAMPLE"}]}
]
EOF
}

resource "aws_ecs_task_definition" "indented" {
  family                = "indented"
  container_definitions = <<-EOF
    [
      {
        "name": "web",
        "image": "nginx:1.27",
        "memory": 128,
        "user": "root",
        "readonlyRootFilesystem": false,
        "mountPoints": [
          { "sourceVolume": "cache", "containerPath": "/var/cache" }
        ],
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": {}
        }
      }
    ]
  EOF

  volume {
    name = "cache"
  }
}

# Two templates around each other.
locals {
  container = <<-JSON
    { "name": "inner", "image": "${aws_ecr_repository.app.repository_url}", "memory": 64, "privileged": true, "readonlyRootFilesystem": true, "user": "1000", "logConfiguration": { "logDriver": "awslogs" } }
  JSON
}

resource "aws_ecs_task_definition" "outer" {
  family                = "outer"
  container_definitions = "[${local.container}]"
}

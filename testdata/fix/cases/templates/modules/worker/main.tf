variable "image" {
  type = string
}

variable "log" {
  type = string
}

resource "aws_ecs_task_definition" "this" {
  family = "worker"
  container_definitions = templatefile("${path.module}/containers.json", {
    image      = var.image
    log        = var.log
    names      = ["first", "second"]
    privileged = true
  })
}

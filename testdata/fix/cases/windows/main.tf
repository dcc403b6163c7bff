variable "modes" {
  type    = object({ pid = string, ipc = string })
  default = { pid = "host", ipc = "host" }
}

variable "mounts" {
  type    = map(string)
  default = { socket = "/var/run/docker.sock" }
}

resource "aws_ecs_task_definition" "windows" {
  family                   = "windows"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([{
    name             = "app"
    image            = "mcr.microsoft.com/windows/servercore:ltsc2022"
    user             = "ContainerAdministrator"
    logConfiguration = { logDriver = "awslogs" }
  }])
}

resource "aws_ecs_task_definition" "agent" {
  family   = "agent"
  pid_mode = var.modes.pid
  ipc_mode = var.modes.ipc

  container_definitions = jsonencode([{
    name                   = "agent"
    image                  = "agent:1"
    memory                 = 128
    user                   = "1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs" }
    mountPoints            = [for name, path in var.mounts : { sourceVolume = name, containerPath = path }]
    linuxParameters        = { capabilities = { add = ["NET_ADMIN", "SYS_PTRACE"] } }
    environment = [
      { name = "LEVEL", value = "info" },
      { name = "GITHUB_TOKEN", value = "ghp_0123456789abcdefghijklmnopqrstuvwxyz" },
    ]
  }])

  dynamic "volume" {
    for_each = var.mounts
    content {
      name      = volume.key
      host_path = volume.value
    }
  }
}

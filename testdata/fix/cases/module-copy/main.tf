module "service" {
  source  = "acme/ecs-service/aws"
  version = "1.2.0"

  name = "shop"

  container_definitions = {
    web = {
      image      = "web:1"
      privileged = true
    }
    worker = {
      image                    = "worker:1"
      readonly_root_filesystem = false
      log_configuration        = {}
    }
  }
}

module "plain" {
  source  = "acme/ecs-service/aws"
  version = "1.2.0"

  name   = "plain"
  assign_public_ip = true
}

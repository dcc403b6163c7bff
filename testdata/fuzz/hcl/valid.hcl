resource_policy "aws_ecs_service" "x-y" {
  filter = core::try(attrs.a[0].b, "") != "none" && !(attrs.c.*.d[*].0 == null)
  locals {
    o = { for k, v in m : k => v... if v > 1.5e3 }
    t = [for x in l : "a ${~ x ~} b"]
    h = <<-EOT
      %{ for i, x in l ~}
      $${x} ${x}
      %{ endfor ~}
    EOT
  }
  one { a = -1 % 2 }
}

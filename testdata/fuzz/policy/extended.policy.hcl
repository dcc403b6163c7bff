policy {
  plimsoll { language = 1 }
}
input "x" {
  type    = object({ a = optional(list(number), [1]) })
  default = {}
}
control "X.1" {
  title    = "T"
  severity = "low"
  enabled  = input.x.a != null
}
resource_policy "aws_*" "r" {
  locals {
    l = [for e in attrs.list : e if e != "b"]
  }
  enforce {
    for_each        = local.l
    subject         = { kind = "setting", name = each.value }
    path            = "list[${each.key}]"
    condition       = each.value == "c"
    error_message   = "is ${each.value} ${attrs.secret}"
    unknown_message = "later"
    severity        = "high"
    fix {
      when    = each.key == 0
      summary = "s"
      set "each.a" { value = attrs.secret }
      block "b" {
        c {
          d = plimsoll::expression("var.x")
        }
      }
      notes = [attrs.secret]
    }
  }
}

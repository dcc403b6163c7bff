policytest {
  targets = ["p.policy.hcl"]
  plimsoll { language = 1 }
}
locals { a = { name = plimsoll::unknown("x.y") } }
data "d" "e" {
  attrs = { name = aws_x.m.name }
}
resource "aws_x" "m" {
  attrs = { name = local.a.name }
  expect { verdict = "unknown" }
}

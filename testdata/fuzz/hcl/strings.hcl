a = "foo
b = f("bar, 1)
c = "${foo"
d = "x ${a[0} y"
e = 1

a = "%{ if x }y"
b = "%{ else if }"
c = "%{ endfor }"
d = "%{ if a }%{ endfor }"
e = "%{ fi }"
f = "\d \u12 ${VAR:-x}"
g = [for x y : z]
h = {for k, v in x : v}
i = [for x in y : a => b]

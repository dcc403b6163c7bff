"""Two syntax trees in one form, nested lists: our dump() and hcl2json's getExpressionAst().

Left out, because the reference does not have it: the text of strings (the structure shows it), parentheses, which kind
of index or splat it is.
"""
import re

OPERATORS = {"logicalOr": "||", "logicalAnd": "&&", "equal": "==", "notEqual": "!=", "lessThan": "<",
             "lessThanOrEqual": "<=", "greaterThan": ">", "greaterThanOrEqual": ">=", "add": "+", "subtract": "-",
             "multiply": "*", "divide": "/", "modulo": "%", "logicalNot": "!", "negate": "neg"}
TEXT = '""'
OUR_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[()]|[^\s()]+')


def template(parts):
    values = [part for part in parts if part != TEXT]
    return ["template"] + values if values else TEXT


def from_dump(text):
    stack = [[]]
    for token in OUR_TOKEN.findall(text):
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(token)
    return ours(stack[0][0])


def ours(node):
    if not isinstance(node, list):
        return TEXT if node.startswith('"') else node
    kind, rest = node[0], node[1:]
    if kind == "var":
        return node
    if kind == ".":
        return [".", ours(rest[0]), rest[1]]
    if kind == "call":
        return ["call", rest[0]] + [ours(one) for one in rest[1:]]
    if kind in ("index", "legacy-index", "splat", "attribute-splat"):
        return [kind.split("-")[-1], ours(rest[0]), ours(rest[1])]
    if kind in ("template", "heredoc"):
        return template([ours(one) for one in rest])
    if kind == "paren":
        return ours(rest[0])
    if kind == "object":
        return ["object"] + [ours(one) for item in rest for one in item]
    if kind == "%if":
        return ["?", ours(rest[0]), template([ours(one) for one in rest[1][1:]]),
                template([ours(one) for one in rest[2][1:]])]
    if kind in ("%for", "for-tuple", "for-object"):
        return our_loop(kind, rest)
    return [kind] + [ours(one) for one in rest]


def our_loop(kind, rest):
    second = str(rest[1])
    count = 2 if re.fullmatch(r"[^\W\d][\w-]*", second) and second not in ("null", "true", "false") else 1
    names = ", ".join(rest[:count])
    collection, body = ours(rest[count]), [ours(one) for one in rest[count + 1:] if one not in ("=>", "if")]
    if kind == "%for":
        return ["join", ["for", names, collection, template(body)]]
    return ["for", names, collection] + body


def from_reference(node, source):
    kind, meta, children = node["type"], node.get("meta", {}), node["children"]
    inner = [from_reference(child, source) for child in children]
    if kind == "":  # parentheses, a key, the element of a splat
        if inner:
            return inner[0]
        first = source[node["range"]["start"]["byte"]:node["range"]["start"]["byte"] + 1]
        return "_" if first in (b"[", b".") else TEXT
    if kind == "literalValue":
        return TEXT if meta["type"] == "string" else meta["value"]
    if kind in ("scopeTraversal", "relativeTraversal"):
        return traversal(inner[0] if inner else None, meta["traversal"])
    if kind == "function":
        return ["call", f'"{meta["name"]}"'] + inner + ["..."] * meta["expandedFinalArgument"]
    if kind in ("binaryOp", "unaryOp"):
        return [OPERATORS[meta["operator"]]] + inner
    if kind == "for":
        names = (meta["keyVar"] + ", " if meta["keyVar"] else "") + meta["valVar"]
        if meta["groupedValue"]:
            inner.insert(3, "...")
        return ["for", names] + inner
    if kind == "template":
        return template(inner)
    return [{"templateWrap": "wrap", "templateJoin": "join", "conditional": "?"}.get(kind, kind)] + inner


def traversal(tree, steps):
    for step in steps:
        segment = step.get("segment", "true")  # a[true], whose key the reference leaves out
        if step["type"] == "nameTraversal":
            tree = [".", tree, f'"{segment}"'] if tree else ["var", f'"{segment}"']
        else:
            tree = ["index", tree, TEXT if segment.startswith('"') else segment]
    return tree

"""plan_difference.py BEFORE AFTER: paths of planned values that differ between two plans, one on a line."""
import json
import sys


def values(path):
    with open(path, encoding="utf-8") as file:
        plan = json.load(file)
    found = {}
    for change in plan["resource_changes"]:
        after = dict(change["change"]["after"] or {})
        text = after.get("container_definitions")
        if isinstance(text, str):
            after["container_definitions"] = {c.get("name", i): c for i, c in enumerate(json.loads(text))}
        found[change["address"]] = after
    return found


def differences(before, after, path):
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}, key=str):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}")
    elif before != after:
        yield path


def main():
    before, after = values(sys.argv[1]), values(sys.argv[2])
    for address in sorted({*before, *after}):
        if address not in before or address not in after:
            print(f"{'+' if address in after else '-'} {address}")
            continue
        for path in differences(before[address], after[address], address):
            print(f"~ {path}")


main()

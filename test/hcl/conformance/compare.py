#!/usr/bin/env python3
"""Compares our HCL parser with HashiCorp's over folders of files that are not ours.

    NODE_PATH=DIR/node_modules compare.py PROGRAM FOLDER... [--expressions] [--mutations N] [--seed N] [--show N]

PROGRAM is the built hcl_structure. The reference is the npm package @cdktf/hcl2json (npm install --prefix DIR
@cdktf/hcl2json), HashiCorp's parser as WebAssembly. Every .tf, .tfvars, .tofu and .hcl file below the folders is
compared: accepted or rejected, the structure, and that our tokens put together are the file. --expressions compares
the syntax tree of every attribute's value too. --mutations also compares N broken variants (cut at a byte, a token deleted or doubled),
accepted or rejected only. Where the two parsers disagree about a file, `terraform fmt` is asked as well when it is on
PATH. Ends with exit code 1 when there is a disagreement.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import trees

HERE = pathlib.Path(__file__).parent
INSERTED = [b"{", b"}", b"[", b"]", b"(", b")", b'"', b"\n", b",", b"=", b":", b"${", b"%{", b"~", b"<<EOT\n", b"...",
            b".", b"*", b"for", b"\\", b"#", b"/*", b"?", b"!", b"-", b"::", b"\r", b"\r\n", b"\t", b"\0",
            "\u00e9".encode(), "\ufeff".encode()]
SUFFIXES = {".tf", ".tfvars", ".tofu", ".hcl"}


def run(command, lines, environment=None):
    """One answer per line, each JSON."""
    done = subprocess.run(command, input="".join(line + "\n" for line in lines).encode(), capture_output=True,
                          env=environment, check=False)
    answers = done.stdout.decode(errors="replace").split("\n")[:-1]
    if len(answers) != len(lines):
        sys.exit(f"{command[0]} stopped at {lines[len(answers)]}: {done.stderr.decode(errors='replace')[-2000:]}")
    return [json.loads(answer) for answer in answers]


def ours(program, files, expressions):
    return run([program] + ["--expressions"] * expressions, [str(f) for f in files])


def reference(kind, requests):
    return run(["node", str(HERE / "oracle.js"), kind], [json.dumps(str(r)) for r in requests])


def comparable(value):
    """Numbers as the doubles that JSON gives the reference, text in NFC as HCL wants it."""
    if isinstance(value, dict):
        if list(value) == ["\0number"]:
            return float(value["\0number"])
        return {unicodedata.normalize("NFC", k): comparable(v) for k, v in value.items()}
    if isinstance(value, list):
        return [comparable(v) for v in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return value


def first_difference(a, b, place=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            if key not in a or key not in b:
                return f"{place}.{key}: only in {'the reference' if key not in a else 'ours'}"
            if a[key] != b[key]:
                return first_difference(a[key], b[key], f"{place}.{key}")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            if x != y:
                return first_difference(x, y, f"{place}[{i}]")
    return f"{place}: ours {json.dumps(a)[:300]}\n    reference {json.dumps(b)[:300]}"


def terraform_accepts(file):
    if not shutil.which("terraform"):
        return None
    done = subprocess.run(["terraform", "fmt", "-"], stdin=open(file, "rb"), capture_output=True, check=False,
                          env={**os.environ, "TF_CLI_CONFIG_FILE": os.devnull})
    return done.returncode == 0


class Report:
    def __init__(self, show):
        self.counts = collections.Counter()
        self.shown = collections.Counter()
        self.show = show

    def agree(self, kind):
        self.counts[kind] += 1

    def disagree(self, kind, text):
        self.counts[kind] += 1
        self.shown[kind] += 1
        if self.shown[kind] <= self.show:
            print(f"{kind}: {text}")

    def end(self):
        for kind, count in sorted(self.counts.items()):
            print(f"{count:8} {kind}")
        return 1 if self.shown else 0


def check_acceptance(report, kind, name, file, mine, theirs):
    """True when both accept."""
    if not mine["round_trip"]:
        report.disagree("TOKENS ARE NOT THE FILE", name)
    if mine["accepted"] == theirs["accepted"]:
        report.agree(f"{kind}: both {'accept' if mine['accepted'] else 'reject'}")
        return mine["accepted"]
    # The reference gets its text through JavaScript, which replaces bytes that are not UTF-8.
    judge = terraform_accepts(file)
    if judge == mine["accepted"]:
        report.agree(f"{kind}: terraform {'accepts' if judge else 'rejects'} as we do, against the reference")
        return False
    said = {None: "", True: "; terraform accepts", False: "; terraform rejects"}[judge]
    error = mine.get("error") or theirs.get("error")
    report.disagree(f"{kind.upper()}: WE {'ACCEPT' if mine['accepted'] else 'REJECT'}", f"{name}: {error}{said}")
    return False


def compare_files(report, program, files, expressions):
    sources = {}
    for file, mine, theirs in zip(files, ours(program, files, expressions), reference("files", files)):
        if not check_acceptance(report, "file", file, file, mine, theirs):
            continue
        for source, tree in mine.get("expressions", []):
            sources[source] = (tree, file)
        if "value" not in theirs:
            report.agree("accepted, but has no form in JSON")
            continue
        a, b = comparable(mine["value"]), comparable(theirs["value"])
        if a == b:
            report.agree("structure: same")
        else:
            report.disagree("STRUCTURE DIFFERS", f"{file} {first_difference(a, b)}")
    return sources


def compare_expressions(report, sources):
    # A heredoc at the end needs its line end.
    requests = [source + "\n" if "<<" in source else source for source in sources]
    for (source, (tree, file)), theirs in zip(sources.items(), reference("expressions", requests)):
        if not theirs["accepted"]:
            report.disagree("EXPRESSION: WE ACCEPT", f"{file}: {source}: {theirs['error']}")
            continue
        a, b = trees.from_dump(tree), trees.from_reference(theirs["value"], source.encode())
        if a == b:
            report.agree("expression tree: same")
        else:
            report.disagree("EXPRESSION TREE DIFFERS",
                            f"{file}:\n    {source[:300]}\n    ours {str(a)[:400]}\n    reference {str(b)[:400]}")


def mutants(files, count, seed):
    chooser = random.Random(seed)
    token = re.compile(rb"[A-Za-z0-9_-]+|\s+|[^\sA-Za-z0-9]")
    for _ in range(count):
        data = chooser.choice(files).read_bytes()[:20000]
        place = chooser.randrange(len(data) + 1)
        way = chooser.randrange(4)
        found = token.search(data, place)
        if way == 0 or not found:
            yield data[:place]
        elif way == 1:
            yield data[:found.start()] + data[found.end():]
        elif way == 2:
            yield data[:found.end()] + found.group() + data[found.end():]
        else:
            other = chooser.choice(INSERTED)
            yield data[:place] + other + data[place:]


def compare_mutants(report, program, files, count, seed):
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, data in enumerate(mutants(files, count, seed)):
            name = pathlib.Path(folder) / f"{number}.tf"
            name.write_bytes(data)
            names.append(name)
        for name, mine, theirs in zip(names, ours(program, names, False), reference("files", names)):
            if mine["accepted"] != theirs["accepted"] or not mine["round_trip"]:
                kept = pathlib.Path(tempfile.gettempdir()) / f"mutant-{seed}-{name.name}"
                kept.write_bytes(name.read_bytes())
                name = kept
            check_acceptance(report, "mutant", name, name, mine, theirs)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("folders", nargs="+", type=pathlib.Path)
    arguments.add_argument("--expressions", action="store_true")
    arguments.add_argument("--mutations", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", type=int, default=20)
    given = arguments.parse_args()
    files = sorted(f for folder in given.folders for f in folder.rglob("*")
                   if f.suffix in SUFFIXES and f.is_file() and not f.is_symlink())
    if not files:
        sys.exit("no files")
    report = Report(given.show)
    sources = compare_files(report, given.program, files, given.expressions)
    if given.expressions:
        compare_expressions(report, sources)
    if given.mutations:
        compare_mutants(report, given.program, files, given.mutations, given.seed)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())

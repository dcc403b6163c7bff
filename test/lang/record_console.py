#!/usr/bin/env python3
"""Records what `terraform console` answers: testdata/lang/console/*.txt, or the files named.

Needs a terraform 1.x on PATH, works offline, takes two minutes. Every line "> expression" is evaluated; the line
after it is replaced by its answer. Other lines stay.

  = TYPE JSON          the value; TYPE as type() prints it, without white space
  * TYPE JSON          the same, marked as sensitive as a whole
  + TYPE JSON          the same, with sensitive parts
  ? SHOWN              not wholly known, or infinite: as the console shows it, white space folded
  ! SUMMARY: DETAIL    the error, white space folded

With --missing only expressions without an answer are evaluated.
"""
import concurrent.futures
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import tempfile

CONFIGURATION = """
resource "terraform_data" "u" {}
locals {
  unknown        = terraform_data.u.id
  any            = terraform_data.u.output
  unknown_list   = split(",", terraform_data.u.id)
  unknown_number = length(split(",", terraform_data.u.id))
  unknown_bool   = terraform_data.u.id == "x"
  secret         = sensitive("secret")
  secret_number  = sensitive(5)
  secret_unknown = sensitive(terraform_data.u.id)
  secrets        = tolist(["a", sensitive("secret")])
  secret_object  = { a = 1, b = sensitive("secret") }
  template       = "Hello, $${name}! %%{ for x in xs }<$${x}>%%{ endfor }"
  text           = "plain"
}
"""
WORKERS = os.cpu_count() or 2
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}


def console(directory, expression):
    """What one console prints, and the error, if any. (Given several lines, it prints only the last result.)"""
    done = subprocess.run(["terraform", "console", "-no-color"], input=expression + "\n", text=True,
                          capture_output=True, cwd=directory, env=ENVIRONMENT, check=False)
    error = re.search(r"^Error: .*", done.stderr, re.S | re.M)
    return done.stdout.strip(), error.group(0) if error else None


def folded(text):
    return " ".join(text.split())


def error_line(text):
    text = text.split("\nError: ")[0].removeprefix("Error: ")
    summary, _, rest = text.partition("\n")
    # The paragraph that says where, and what was called.
    rest = re.sub(r"^\s*on <console-input> line.*?\n\n", "", rest, count=1, flags=re.S)
    # A crash inside Terraform comes with its stack.
    rest = re.sub(r"(panic in function implementation): .*", r"\1", rest, flags=re.S)
    return f"! {folded(summary)}: {folded(rest)}"


def answer(directory, expression):
    text, error = console(directory, f"jsonencode([nonsensitive(jsonencode({expression})), issensitive({expression}), "
                                     f"issensitive(jsonencode({expression}))])")
    if error or text == "(known after apply)":
        # The error of the expression itself, not of what stands round it.
        text, error = console(directory, expression)
        return error_line(error) if error else f"? {folded(text)}"
    encoded, whole, anywhere = json.loads(json_text(text))
    kind, error = console(directory, f"type({expression})")
    sign = "*" if whole else "+" if anywhere else "="
    return f"{sign} {''.join(kind.split())} {encoded}"


def json_text(shown):
    """The console quotes strings like HCL, or prints a heredoc."""
    heredoc = re.match(r"<<-?EOT\n(.*)\nEOT$", shown, re.S)
    if heredoc:
        return heredoc.group(1)
    body = shown[1:-1]
    simple = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
    body = re.sub(r"\\u([0-9a-fA-F]{4})|\\(.)",
                  lambda m: chr(int(m.group(1), 16)) if m.group(1) else simple[m.group(2)], body)
    return body.replace("$${", "${").replace("%%{", "%{")


def new_directory(path):
    path.mkdir()
    (path / "main.tf").write_text(CONFIGURATION)
    subprocess.run(["terraform", "init"], cwd=path, env=ENVIRONMENT, capture_output=True, check=True)
    return path


def is_answer(line):
    return re.match(r"[=*+?!] ", line) is not None


def record(path, pool, directories, missing_only):
    lines = path.read_text().splitlines()
    kept = {}
    if missing_only:
        kept = {i: lines[i + 1] for i in range(len(lines) - 1) if lines[i].startswith("> ") and is_answer(lines[i + 1])}

    def answer_line(number):
        if not lines[number].startswith("> "):
            return None
        if number in kept:
            return kept[number]
        directory = directories.get()
        try:
            return answer(directory, lines[number][2:])
        finally:
            directories.put(directory)

    answers = list(pool.map(answer_line, range(len(lines))))
    out = []
    for line, result in zip(lines, answers):
        if is_answer(line):
            continue
        out.append(line)
        if result is not None:
            out.append(result)
    path.write_text("\n".join(out) + "\n")
    return sum(r is not None for r in answers)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--missing"]
    fixtures = pathlib.Path(__file__).resolve().parents[2] / "testdata" / "lang" / "console"
    paths = [pathlib.Path(a) for a in arguments] or sorted(fixtures.glob("*.txt"))
    # Consoles in one directory lock each other out, so every worker has its own.
    with tempfile.TemporaryDirectory() as root, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        directories = queue.SimpleQueue()
        for number in range(WORKERS):
            directories.put(new_directory(pathlib.Path(root) / str(number)))
        for path in paths:
            print(path.name, record(path, pool, directories, "--missing" in sys.argv), file=sys.stderr)


main()

#!/usr/bin/env python3
"""Re-records testdata/lang/console.txt with the terraform on PATH (any 1.x; works offline).

Every line "> expression" is evaluated by `terraform console`; the line after it is replaced by its answer:
"= kind JSON", "! error summary", "? unknown" or "* sensitive". Other lines stay.
"""
import concurrent.futures
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
  unknown = terraform_data.u.id
  any     = terraform_data.u.output
  secret  = sensitive("secret")
  secrets = tolist(["a", sensitive("secret")])
}
"""
WORKERS = 2
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}


def console(directory, expression):
    done = subprocess.run(["terraform", "console", "-no-color"], input=expression + "\n", text=True,
                          capture_output=True, cwd=directory, env=ENVIRONMENT, check=False)
    error = re.search(r"Error: (.*)", done.stderr + done.stdout)
    return (None, error.group(1).strip()) if error else (done.stdout.strip(), None)


def answer(directory, expression):
    expression = expression.replace(" \\n ", "\n")
    text, error = console(directory, f"jsonencode({expression})")
    if error:
        # Errors of the expression itself, not those of jsonencode().
        text, error = console(directory, expression)
        return f"! {error}" if error else "? unknown"
    if text == "(known after apply)":
        return "? unknown"
    if text == "(sensitive value)":
        return "* sensitive"
    kind, error = console(directory, f"type({expression})")
    kind = re.match(r"[a-z]+", kind).group(0) if not error else "?"
    encoded = json_text(text)
    return f"= {'null' if encoded == 'null' else kind} {encoded}"


def json_text(shown):
    """The console quotes strings like HCL, or prints a heredoc."""
    heredoc = re.match(r"<<EOT\n(.*)\nEOT$", shown, re.S)
    if heredoc:
        return heredoc.group(1)
    body = shown[1:-1]
    simple = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
    body = re.sub(r"\\(.)", lambda m: simple[m.group(1)], body)
    return body.replace("$${", "${").replace("%%{", "%{")


def new_directory(path):
    path.mkdir()
    (path / "main.tf").write_text(CONFIGURATION)
    subprocess.run(["terraform", "init"], cwd=path, env=ENVIRONMENT, capture_output=True, check=True)
    return path


def main():
    path = pathlib.Path(__file__).resolve().parents[2] / "testdata" / "lang" / "console.txt"
    lines = [l for l in path.read_text().splitlines() if not re.match(r"[=!?*] ", l)]
    # Consoles in one directory lock each other out, so every worker has its own.
    with tempfile.TemporaryDirectory() as root, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        directories = queue.SimpleQueue()
        for number in range(WORKERS):
            directories.put(new_directory(pathlib.Path(root) / str(number)))

        def answer_line(line):
            if not line.startswith("> "):
                return None
            directory = directories.get()
            try:
                return answer(directory, line[2:])
            finally:
                directories.put(directory)

        answers = list(pool.map(answer_line, lines))
    out = []
    for line, result in zip(lines, answers):
        out.append(line)
        if result is not None:
            out.append(result)
    path.write_text("\n".join(out) + "\n")
    print(f"{sum(r is not None for r in answers)} expressions recorded", file=sys.stderr)


main()

// node oracle.js files|expressions: the reference for compare.py. Needs the npm package @cdktf/hcl2json (NODE_PATH):
// HashiCorp's own parser compiled to WebAssembly. Reads one JSON string per line, a file name or an expression, and
// prints one line of JSON for each.
"use strict";
const fs = require("fs");
const readline = require("readline");
const hcl2json = require("@cdktf/hcl2json");

async function file(name) {
  try {
    return { accepted: true, value: await hcl2json.parse(name, fs.readFileSync(name, "utf8")) };
  } catch (error) {
    // What parses but has no form in JSON fails later, with another message.
    return { accepted: !error.message.startsWith("parse config"), error: error.message };
  }
}

async function expression(text) {
  try {
    return { accepted: true, value: await hcl2json.getExpressionAst("expression.tf", text) };
  } catch (error) {
    return { accepted: false, error: error.message };
  }
}

async function main() {
  const handle = process.argv[2] === "expressions" ? expression : file;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await handle(JSON.parse(line))) + "\n");
  }
  process.stdout.write("", () => process.exit(0)); // after all that was written
}
main();

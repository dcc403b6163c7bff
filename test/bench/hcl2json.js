// node hcl2json.js FOLDER: parses the files of a folder with HashiCorp's parser (npm package @cdktf/hcl2json, found by
// NODE_PATH), several times after a warm-up. Prints the median seconds of a round, without the start of node.
"use strict";
const fs = require("fs");
const path = require("path");
const hcl2json = require("@cdktf/hcl2json");

async function main() {
  const names = fs.readdirSync(process.argv[2]).map((name) => path.join(process.argv[2], name));
  const texts = names.map((name) => fs.readFileSync(name, "utf8"));
  const seconds = [];
  for (let round = 0; round < 5; ++round) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < texts.length; ++i) await hcl2json.parse(names[i], texts[i]);
    if (round > 0) seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  seconds.sort((a, b) => a - b);
  process.stdout.write(`${seconds[seconds.length >> 1]}\n`, () => process.exit(0));
}
main();

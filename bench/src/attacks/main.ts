// `npm run attacks`: every attack on a server of its own, and what it did to it. Exit code 1 when a bound
// is broken.

import { parseArgs } from "node:util";
import { attacks } from "./attacks.js";
import { PAGE, writePage } from "./docs.js";
import { reportLine, reportText } from "./report.js";
import { runAttack } from "./run-attack.js";
import { judge } from "./verdict.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "3" },
    untimed: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    "write-docs": { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) {
  console.error(`Cannot set --seconds to "${values.seconds}": expected a number above 0`);
  process.exit(2);
}
const names = attacks.map(({ name }) => name);
const unknown = positionals.find((part) => !names.some((name) => name.includes(part)));
if (unknown !== undefined) {
  console.error(`No attack is called "${unknown}": there are ${names.join(", ")}`);
  process.exit(2);
}
if (values["write-docs"]) {
  writePage(attacks);
  console.log(`${PAGE} lists ${attacks.length} attacks`);
  process.exit(0);
}
if (values.list) {
  for (const { name, does } of attacks) console.log(`${name.padEnd(34)}${does}`);
  process.exit(0);
}

const chosen = attacks.filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
let failed = 0;
for (const attack of chosen) {
  const measured = await runAttack(attack, seconds);
  const verdict = judge(attack, measured, !values.untimed);
  if (verdict.problems.length > 0) failed++;
  if (values.json) console.log(JSON.stringify(reportLine(attack, measured, verdict)));
  else console.log(`${reportText(attack, measured, verdict)}\n`);
}
const passed = chosen.length - failed;
if (values.json) console.log(JSON.stringify({ suite: "attacks", passed, failed }));
else console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

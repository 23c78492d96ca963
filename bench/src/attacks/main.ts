// `npm run attacks`: every attack on a server of its own, and what it did to it. Exit code 1 when a bound
// is broken.

import { parseArgs } from "node:util";
import type { Attack } from "./attack.js";
import { attacks } from "./attacks.js";
import { PAGE, readResults, writePage } from "./docs.js";
import { describeConditions } from "./priority.js";
import { reportLine, reportText } from "./report.js";
import { type Measured, runAttack } from "./run-attack.js";
import { judge, medianOf } from "./verdict.js";

const DEFAULT_SECONDS = 3;
const MAX_TRIES = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string" },
    untimed: { type: "boolean", default: false },
    part: { type: "string", default: "1" },
    parts: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
    "write-docs": { type: "boolean", default: false },
  },
});
const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
if (seconds !== undefined && !(seconds > 0)) {
  console.error(`Cannot set --seconds to "${values.seconds}": expected a number above 0`);
  process.exit(2);
}
if (values["write-docs"]) {
  const { rows, machine } = readResults(positionals);
  writePage(attacks, rows, machine);
  console.log(`${PAGE} lists ${attacks.length} attacks, ${rows.length} of them with figures`);
  process.exit(0);
}
const names = attacks.map(({ name }) => name);
const unknown = positionals.find((part) => !names.some((name) => name.includes(part)));
if (unknown !== undefined) {
  console.error(`No attack is called "${unknown}": there are ${names.join(", ")}`);
  process.exit(2);
}
if (values.list) {
  for (const { name, does } of attacks) console.log(`${name.padEnd(34)}${does}`);
  process.exit(0);
}

const [part, parts] = [Number(values.part), Number(values.parts)];
if (!Number.isInteger(part) || !Number.isInteger(parts) || part < 1 || part > parts) {
  console.error(
    `Cannot run part ${values.part} of ${values.parts}: expected whole numbers such as 1 of 4`,
  );
  process.exit(2);
}
const chosen = attacks
  .filter(({ name }) => positionals.length === 0 || positionals.some((some) => name.includes(some)))
  .filter((_attack, at) => at % parts === part - 1);
const isTimed = !values.untimed;
let failed = 0;

/**
 * Measures and judges. Where only the clock found something wrong, the attack is led twice more, for the
 * machine has other work too, and the median of the three is what counts.
 */
async function run(attack: Attack): Promise<void> {
  const length = seconds ?? attack.seconds ?? DEFAULT_SECONDS;
  const tries: Measured[] = [];
  for (;;) {
    const measured = await runAttack(attack, length, isTimed);
    tries.push(measured);
    const isBroken = judge(attack, measured, false).problems.length > 0;
    const isLate = judge(attack, measured, isTimed).problems.length > 0;
    if (!isBroken && (isLate || tries.length > 1) && tries.length < MAX_TRIES) continue;
    const typical = isBroken ? measured : medianOf(attack, tries);
    const verdict = judge(attack, typical, isTimed);
    if (verdict.problems.length > 0) failed++;
    if (values.json) {
      console.log(JSON.stringify({ ...reportLine(attack, typical, verdict), tries: tries.length }));
    } else {
      console.log(`${reportText(attack, typical, verdict, tries.length)}\n`);
    }
    return;
  }
}

const waiting = [...chosen];
async function runWaiting(): Promise<void> {
  for (let attack = waiting.shift(); attack !== undefined; attack = waiting.shift())
    await run(attack);
}

// Where nothing is timed, two may share the machine.
await Promise.all(Array.from({ length: isTimed ? 1 : 2 }, runWaiting));
const passed = chosen.length - failed;
if (values.json)
  console.log(JSON.stringify({ suite: "attacks", passed, failed, machine: describeConditions() }));
else console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

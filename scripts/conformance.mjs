// `npm run --silent conformance -- <suite> [--json]`: a conformance suite that others wrote, run whole.
// The last line is the sum over all runs of the suite:
// {"suite","passed","failed","skipped","expectedFailures"}.

import { suites } from "./conformance/suites.mjs";
import { summarise } from "./conformance/summary.mjs";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { recordCounts } from "./run/counts.mjs";

const known = Object.keys(suites);
const help = `
npm run conformance -- <suite>: a conformance suite that others wrote, run whole; there are ${known.join(", ")}

  --json  one object a line, for a program to read

Exit code 1 when a case failed, 2 for wrong arguments. npm run peers sets up what a suite needs.
`;

const { json, names } = readArguments(process.argv.slice(2), { help, switches: ["json"] });
const there = known.length === 0 ? "there are none yet" : `there are ${known.join(", ")}`;
if (names.length !== 1) {
  console.error(`Cannot run conformance: expected the name of one suite, and ${there}`);
  process.exit(2);
}
const [name] = names;
if (!known.includes(name)) {
  console.error(`No conformance suite is called "${name}": ${there}`);
  process.exit(2);
}

buildQuietly();
const counts = await suites[name]();
const { passed, failed, skipped, expectedFailures } = counts;
if (json) console.log(JSON.stringify({ suite: name, passed, failed, skipped, expectedFailures }));
else console.log(summarise(name, counts));
recordCounts({ passed, failed, skipped });
process.exitCode = failed === 0 ? 0 : 1;

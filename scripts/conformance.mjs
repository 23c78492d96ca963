// `npm run --silent conformance -- <suite> [--json]`: a conformance suite that others wrote, run whole.
// The last line is the sum over all runs of the suite:
// {"suite","passed","failed","skipped","expectedFailures"}.

import { suites } from "./conformance/suites.mjs";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { recordCounts } from "./run/counts.mjs";

const { json, names } = readArguments(process.argv.slice(2), { switches: ["json"] });
const known = Object.keys(suites);
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
const { passed, failed, skipped, expectedFailures } = await suites[name]();
if (json) console.log(JSON.stringify({ suite: name, passed, failed, skipped, expectedFailures }));
else {
  console.log(
    `${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${expectedFailures} expected failures`,
  );
}
recordCounts({ passed, failed, skipped });
process.exitCode = failed === 0 ? 0 : 1;

// `npm run --silent interop -- [peer …] [--runs N] [--json]`: the calls between languages, both ways, with
// every peer that is set up; `npm` stands for the peers that npm installs, which are always there, and
// `official` for the cases that the interop programs of every language have, as a table.

import { spawnSync } from "node:child_process";
import { runOfficial } from "./interop/official.mjs";
import { arePeersRequired, peer, peerNames } from "./peers.mjs";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { countingEnvironment, readCounts, recordCounts } from "./run/counts.mjs";
import { tiers } from "./run/tiers.mjs";
import { root } from "./workspaces.mjs";

const help = `
npm run interop -- [peer …]: the calls between languages, both ways, with every peer that is set up, npm for
those that npm installs, official for the cases that the interop programs of every language have

  --runs N  how often each is run; default 1
  --json    one object a line, for a program to read

Exit code 1 when a call failed, 2 for wrong arguments. npm run peers sets up what is missing.
`;

const { runs, json, names } = readArguments(process.argv.slice(2), {
  help,
  numbers: { runs: 1 },
  switches: ["json"],
});
const known = ["official", "npm", ...peerNames];
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`No peer is called "${unknown}": there are ${known.join(", ")}`);
  process.exit(2);
}
buildQuietly();

/** Runs the files of a tier `runs` times; what the tests print goes to standard error. */
function runTier({ name, files }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const countsFile = `${root}.cache/interop-${process.pid}.json`;
  for (let run = 0; run < runs; run++) {
    const { status } = spawnSync(process.execPath, ["scripts/run/test-files.mjs", ...files], {
      cwd: root,
      stdio: ["ignore", 2, 2],
      // What takes a minute is done here and not with every run of the tests.
      env: { ...countingEnvironment(countsFile), TRUNKLINE_LONG: "1" },
    });
    const counts = readCounts(countsFile, status === 0);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return { suite: "interop", case: name.replace("peers: ", ""), ...total };
}

const sum = { passed: 0, failed: 0, skipped: 0 };
const wanted = (tier) => names.length === 0 || names.some((name) => tier.name.includes(name));
for (const tier of tiers().filter(({ name }) => name.startsWith("peers: "))) {
  if (!wanted(tier)) continue;
  const missing = tier.peers.map((name) => [name, peer(name)]).find(([, { ready }]) => !ready);
  if (missing !== undefined) {
    console.error(`${tier.name} is left out: ${missing[0]}: ${missing[1].why}`);
    if (arePeersRequired()) sum.failed += 1;
    continue;
  }
  const result = runTier(tier);
  for (const key of Object.keys(sum)) sum[key] += result[key];
  if (json) console.log(JSON.stringify(result));
  else console.log(`${result.case.padEnd(16)}${result.passed} passed, ${result.failed} failed`);
}
if (names.length === 0 || names.includes("official")) {
  const onPair = (title, counts) => {
    if (json) console.log(JSON.stringify({ suite: "interop", case: title, ...counts }));
  };
  for (let run = 0; run < runs; run++) {
    const { counts, table } = await runOfficial(onPair);
    for (const key of Object.keys(sum)) sum[key] += counts[key];
    if (!json) console.log(`\n${table}`);
  }
}
if (json) console.log(JSON.stringify({ suite: "interop", ...sum }));
else console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
if (sum.passed + sum.failed === 0) console.error("No test between languages could run");
recordCounts(sum);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

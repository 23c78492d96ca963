// What CI does, from a clean checkout: sets up the peers, passes the gate, then types what the README
// tells its reader to type, and samples what is too long to run whole. Every part runs even where an
// earlier one failed, so that one run tells all.

import { execFileSync } from "node:child_process";
import { hasFailed, runCommand, runStep, summarise } from "./run/step.mjs";
import { ensureInstalled } from "./setup.mjs";
import { root } from "./workspaces.mjs";

const maxMinutes = 30;
const required = { TRUNKLINE_PEERS: "required" };

/** What git sees of the work tree beside its commit. */
const treeState = () =>
  execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });

const started = performance.now();
const treeBefore = treeState();
ensureInstalled();

/** @type {[name: string, run: (name: string) => import("./run/step.mjs").StepResult][]} */
const parts = [
  ["npm run peers", (name) => runCommand(name, "npm", ["run", "--silent", "peers"], required)],
  ["npm run ok", (name) => runCommand(name, "npm", ["run", "--silent", "ok"])],
  ["npm test", (name) => runCommand(name, "npm", ["test"], required)],
  [
    "conformance: http2",
    (name) => runStep(name, ["scripts/conformance.mjs", "http2"], { env: required }),
  ],
  [
    "conformance: grpc",
    (name) => runStep(name, ["scripts/conformance.mjs", "grpc"], { env: required }),
  ],
  [
    "conformance: protobuf",
    (name) => runStep(name, ["scripts/conformance.mjs", "protobuf"], { env: required }),
  ],
  // The language pairs are tests, which npm test has run.
  [
    "interop: official",
    (name) => runStep(name, ["scripts/interop.mjs", "official"], { env: required }),
  ],
  ["packed install", (name) => runStep(name, ["scripts/packed-install.mjs"])],
  ["npm start", (name) => runCommand(name, "npm", ["start"])],
  ["npm run soak", (name) => runStep(name, ["scripts/soak.mjs", "--calls", "1000000"])],
  // Without what a busy machine would change: CPU time and latency.
  ["attacks", (name) => runStep(name, ["scripts/attacks.mjs", "--seconds", "1", "--untimed"])],
  // The same cases in every run, so that a change is judged by what it does and not by luck: finding more is
  // what the command is for when it is typed.
  ["fuzz", (name) => runStep(name, ["scripts/fuzz.mjs", "--seed", "1", "--cases", "8000"])],
  // All of them: a part that changed with the day would let a change pass that another day refuses.
  ["mutants", (name) => runStep(name, ["scripts/mutants.mjs"])],
  ["clean work tree", checkTree],
];

/** Nothing of the above may have left anything that git sees. */
function checkTree(name) {
  const treeAfter = treeState();
  const isSame = treeAfter === treeBefore;
  if (!isSame) console.error(`The work tree has changed:\n${treeAfter}`);
  const counts = { passed: isSame ? 1 : 0, failed: isSame ? 0 : 1, skipped: 0 };
  return { name, counts, seconds: 0 };
}

const results = [];
for (const [name, run] of parts) {
  console.log(`\n=== ${name}`);
  const result = run(name);
  results.push(result);
  const state = hasFailed(result) ? "FAILED" : "ok";
  console.log(`=== ${name}: ${state} in ${result.seconds.toFixed(0)} s`);
}

const minutes = (performance.now() - started) / 60_000;
console.log(`\nThe whole took ${minutes.toFixed(1)} minutes, of ${maxMinutes} at most`);
const isLate = minutes > maxMinutes;
if (isLate) console.error(`CI took more than ${maxMinutes} minutes: which part is to be cut?`);
console.log(summarise(results));
process.exitCode = isLate || results.some(hasFailed) ? 1 : 0;

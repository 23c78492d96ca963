// What CI does, from a clean checkout: sets up the peers, passes the gate, then types what the README
// tells its reader to type, and samples what is too long to run whole. Every part runs even where an
// earlier one failed, so that one run tells all. What the gate has built and tested is not built and tested
// again; the parts after it run side by side: only limits for hangs are times there.

import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { runPart } from "./run/part.mjs";
import { hasFailed, summarise } from "./run/step.mjs";
import { ensureInstalled } from "./setup.mjs";
import { root } from "./workspaces.mjs";

const maxMinutes = 30;
const required = { TRUNKLINE_PEERS: "required" };
const built = { ...required, TRUNKLINE_BUILT: "1" };

/** What git sees of the work tree beside its commit. */
const treeState = () =>
  execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });

const started = performance.now();
const treeBefore = treeState();
ensureInstalled();

/** @typedef {import("./run/part.mjs").Part} Part */

/** One after the other, each what the next ones need. @type {Part[]} */
const inTurn = [
  { name: "npm run peers", command: ["npm", "run", "--silent", "peers"], env: required },
  { name: "npm run ok", command: ["npm", "run", "--silent", "ok"], env: {} },
];

const node = (...args) => [process.execPath, ...args];

/** Side by side, the longest first. @type {Part[]} */
const sideBySide = [
  // All of them: a part that changed with the day would let a change pass that another day refuses.
  { name: "mutants", command: node("scripts/mutants.mjs") },
  // Without what a busy machine would change: CPU time and latency.
  { name: "attacks", command: node("scripts/attacks.mjs", "--seconds", "1", "--untimed") },
  { name: "npm test -- --rest", command: ["npm", "test", "--", "--rest"] },
  // The same cases in every run, so that a change is judged by what it does and not by luck: finding more is
  // what the command is for when it is typed.
  { name: "fuzz", command: node("scripts/fuzz.mjs", "--seed", "1", "--cases", "8000") },
  // The language pairs are tests, which npm test runs.
  { name: "interop: official", command: node("scripts/interop.mjs", "official") },
  { name: "npm run soak", command: node("scripts/soak.mjs", "--calls", "1000000", "--untimed") },
  { name: "conformance: protobuf", command: node("scripts/conformance.mjs", "protobuf") },
  { name: "conformance: http2", command: node("scripts/conformance.mjs", "http2") },
  { name: "conformance: grpc", command: node("scripts/conformance.mjs", "grpc") },
  { name: "packed install", command: node("scripts/packed-install.mjs") },
  { name: "npm start", command: ["npm", "start"] },
].map((part) => ({ ...part, env: built }));

/** Nothing of the above may have left anything that git sees. */
function checkTree() {
  const name = "clean work tree";
  const treeAfter = treeState();
  const isSame = treeAfter === treeBefore;
  if (!isSame) console.error(`The work tree has changed:\n${treeAfter}`);
  const counts = { passed: isSame ? 1 : 0, failed: isSame ? 0 : 1, skipped: 0 };
  return { name, counts, seconds: 0 };
}

const results = [];

/** @param {Part} part */
async function run(part, isAlone) {
  if (isAlone) console.log(`\n=== ${part.name}`);
  const { output, ...result } = await runPart(part, isAlone);
  results.push(result);
  if (!isAlone) process.stdout.write(`\n=== ${part.name}\n${output}`);
  const state = hasFailed(result) ? "FAILED" : "ok";
  console.log(`=== ${part.name}: ${state} in ${result.seconds.toFixed(0)} s`);
}

for (const part of inTurn) await run(part, true);
const waiting = [...sideBySide];
async function runWaiting() {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift())
    await run(part, false);
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, runWaiting));
results.push(checkTree());

const minutes = (performance.now() - started) / 60_000;
console.log(`\nThe whole took ${minutes.toFixed(1)} minutes, of ${maxMinutes} at most`);
const isLate = minutes > maxMinutes;
if (isLate) console.error(`CI took more than ${maxMinutes} minutes: which part is to be cut?`);
console.log(summarise(results));
process.exitCode = isLate || results.some(hasFailed) ? 1 : 0;

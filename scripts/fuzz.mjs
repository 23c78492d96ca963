// `npm run --silent fuzz -- [part-of-path …] [--seconds N] [--runs N] [--json]`: the property tests over
// and over, with new random input each time, in rounds until the time is up. Properties that set no
// number of runs are tried --runs times a round. A failure prints the seed and the smallest input found:
// it becomes a named test before it is repaired.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { recordCounts } from "./run/counts.mjs";
import { tiers } from "./run/tiers.mjs";
import { root } from "./workspaces.mjs";

const maxFileMs = 300_000;

const { seconds, runs, json, names } = readArguments(process.argv.slice(2), {
  numbers: { seconds: 60, runs: 200 },
  switches: ["json"],
});
buildQuietly();

const targets = tiers()
  .flatMap(({ peers, files }) => (peers.length === 0 ? files : []))
  .filter((path) => /^import .* from "fast-check";$/m.test(readFileSync(join(root, path), "utf8")))
  .map((path) => ({ path, name: targetName(path), rounds: 0, failed: 0, spentMs: 0 }));
const chosen = targets.filter(
  ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
);
if (chosen.length === 0) {
  console.error(`No target is called "${names.join('" or "')}": there are ${list(targets)}`);
  process.exit(2);
}

/** `packages/trunkline/dist/grpc/timeout.test.js` is called `trunkline/grpc/timeout`. */
function targetName(path) {
  return path
    .replace(/^packages\//, "")
    .replace("/dist/", "/")
    .replace(/\.test\.m?js$/, "");
}

function list(all) {
  return all.map(({ name }) => name).join(", ");
}

function runRound(target) {
  const started = performance.now();
  const preload = new URL("fuzz/more-runs.mjs", import.meta.url).href;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--enable-source-maps", `--import=${preload}`, "--test-reporter=spec", target.path],
    {
      cwd: root,
      encoding: "utf8",
      timeout: maxFileMs,
      env: { ...process.env, PROPERTY_RUNS: String(runs) },
    },
  );
  target.rounds += 1;
  target.spentMs += performance.now() - started;
  if (status === 0) return;
  target.failed += 1;
  console.error(`${target.name} failed in round ${target.rounds}\n${stdout}${stderr}`);
}

// One round of every target, then whichever has had the least time. A target that failed is done with.
const deadline = performance.now() + seconds * 1_000;
for (const target of chosen) runRound(target);
while (performance.now() < deadline) {
  const [next] = chosen
    .filter((target) => target.failed === 0)
    .sort((one, other) => one.spentMs - other.spentMs);
  if (next === undefined) break;
  runRound(next);
}

for (const { name, rounds, failed, spentMs } of chosen) {
  const spent = Math.round(spentMs) / 1_000;
  if (json)
    console.log(JSON.stringify({ suite: "fuzz", target: name, rounds, failed, seconds: spent }));
  else
    console.log(
      `${failed === 0 ? "ok    " : "FAILED"}  ${name}  ${rounds} rounds, ${spent.toFixed(1)} s`,
    );
}
const failed = chosen.filter((target) => target.failed > 0).length;
const counts = { passed: chosen.length - failed, failed, skipped: 0 };
if (json) console.log(JSON.stringify({ suite: "fuzz", ...counts }));
recordCounts(counts);
process.exitCode = failed === 0 ? 0 : 1;

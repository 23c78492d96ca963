// `npm run --silent fuzz -- [part-of-name …] [--seconds N] [--seed N] [--case N] [--cases N] [--runs N]
// [--json]`: two kinds of target, in rounds until the time is up; with --cases one round of that many, the
// same in every run with the same seed.
//
// `http2-…` and `compiler-…`: cases of the HTTP/2 engine and of the compiler, made from a seed and a number.
// What is found is cut down, printed as frames and commands or as tokens, and had again with --seed and --case.
//
// The property tests, over and over, with new random input each time. Properties that set no number of
// runs are tried --runs times a round.
//
// A failure prints the seed and the smallest input found: it becomes a named test before it is repaired.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { engineTargets, fuzzEngine } from "./fuzz/engine.mjs";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { recordCounts } from "./run/counts.mjs";
import { hasProperties } from "./run/properties.mjs";
import { tiers } from "./run/tiers.mjs";
import { root } from "./workspaces.mjs";

const maxFileMs = 300_000;

const help = `
npm run fuzz -- [part-of-name …]: the engine, the compiler and the property tests, with new random input

  --seconds N  how long in all; default 60
  --seed N     makes the same input again; default from the time of day
  --case N     of an engine target, one case of that seed
  --cases N    of an engine target, so many cases, and one round
  --runs N     runs of a property in each round; default 200
  --json       one object a line, for a program to read

Exit code 1 when something was found, 2 for wrong arguments.
`;

const {
  seconds,
  cases: caseCount,
  runs,
  seed = Date.now() % 1_000_000_000,
  case: caseNumber,
  json,
  names,
} = readArguments(process.argv.slice(2), {
  help,
  numbers: { seconds: 60, cases: undefined, runs: 200, seed: undefined, case: undefined },
  switches: ["json"],
});
buildQuietly();

const properties = tiers()
  .flatMap(({ peers, files }) => (peers.length === 0 ? files : []))
  .filter((path) => hasProperties(join(root, path)))
  .map((path) => ({ path, name: targetName(path), rounds: 0, failed: 0, spentMs: 0 }));
const engines = (await engineTargets()).map((target) => ({
  ...target,
  rounds: 0,
  failed: 0,
  spentMs: 0,
  cases: 0,
  memoryKb: [],
}));
const targets = [...engines, ...properties];
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

/** Seconds of one round of an engine target, where others wait for their turn. */
const ROUND_SECONDS = 10;

/** @param {number} secondsLeft until the time is up */
async function runRound(target, secondsLeft) {
  if (target.path === undefined) await runEngineRound(target, secondsLeft);
  else runPropertyRound(target);
}

async function runEngineRound(target, secondsLeft) {
  const result = await fuzzEngine(
    {
      name: target.name,
      folder: target.folder,
      seed,
      seconds: chosen.length === 1 ? secondsLeft : Math.min(ROUND_SECONDS, secondsLeft),
      count: caseNumber === undefined ? caseCount && Math.ceil(caseCount / target.weight) : 1,
      first: (caseNumber ?? 1) + target.cases,
    },
    (line) => console.error(line),
  );
  target.rounds += 1;
  target.spentMs += result.seconds * 1_000;
  target.cases += result.cases;
  target.memoryKb.push(...result.memoryKb);
  target.failed += result.failed;
}

function runPropertyRound(target) {
  const started = performance.now();
  const preload = new URL("run/configure-properties.mjs", import.meta.url).href;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--enable-source-maps", `--import=${preload}`, "--test-reporter=spec", target.path],
    {
      cwd: root,
      encoding: "utf8",
      timeout: maxFileMs,
      env: {
        ...process.env,
        PROPERTY_SEED: String((seed + target.rounds) | 0),
        PROPERTY_RUNS: String(runs),
      },
    },
  );
  target.rounds += 1;
  target.spentMs += performance.now() - started;
  if (status === 0) return;
  target.failed += 1;
  console.error(
    `${target.name} failed in round ${target.rounds} of seed ${seed}\n${stdout}${stderr}`,
  );
}

// One round of every target, then whichever has had the least time. A target that failed is done with.
const deadline = performance.now() + seconds * 1_000;
const secondsLeft = () => Math.max(1, (deadline - performance.now()) / 1_000);
for (const target of chosen) await runRound(target, secondsLeft() / chosen.length);
const hasRounds = caseNumber === undefined && caseCount === undefined;
while (hasRounds && performance.now() < deadline) {
  const [next] = chosen
    .filter((target) => target.failed === 0)
    .sort((one, other) => one.spentMs - other.spentMs);
  if (next === undefined) break;
  await runRound(next, secondsLeft());
}

for (const { name, rounds, failed, spentMs, cases, memoryKb } of chosen) {
  const spent = Math.round(spentMs) / 1_000;
  const ofEngine = cases === undefined ? {} : { seed, cases, memoryKb };
  if (json) {
    console.log(
      JSON.stringify({ suite: "fuzz", target: name, rounds, failed, seconds: spent, ...ofEngine }),
    );
    continue;
  }
  const done = cases === undefined ? `${rounds} rounds` : describeCases(cases, spent, memoryKb);
  console.log(`${failed === 0 ? "ok    " : "FAILED"}  ${name}  ${done}, ${spent.toFixed(1)} s`);
}

function describeCases(cases, spent, memoryKb) {
  const rate = Math.round(cases / Math.max(spent, 1e-3));
  const memory =
    memoryKb.length === 0
      ? ""
      : `, heap ${memoryKb[0]} to ${memoryKb.at(-1)} KiB (most ${Math.max(...memoryKb)})`;
  return `seed ${seed}, ${cases} cases, ${rate} a second${memory}`;
}

const failed = chosen.filter((target) => target.failed > 0).length;
const counts = { passed: chosen.length - failed, failed, skipped: 0 };
if (json) console.log(JSON.stringify({ suite: "fuzz", ...counts }));
recordCounts(counts);
process.exitCode = failed === 0 ? 0 : 1;

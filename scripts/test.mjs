// `npm test`: every tier of tests, with a table at the end. What needs a peer that is not ready is left
// out and says so, or fails where TRUNKLINE_PEERS=required.
//
// `npm test -- part-of-path …` runs the test files whose path contains one of the parts, in full detail.
// `npm test -- --rest` runs what `npm run ok` leaves out: tests that need peers, and all others on the newest Node.

import { spawnSync } from "node:child_process";
import { arePeersRequired, peer } from "./peers.mjs";
import { recordCounts } from "./run/counts.mjs";
import { hasFailed, runStep, summarise, totalCounts } from "./run/step.mjs";
import { tiers } from "./run/tiers.mjs";
import { ensureInstalled } from "./setup.mjs";
import { root } from "./workspaces.mjs";

/** @returns {import("./run/step.mjs").StepResult} */
function runTier({ name, peers, files }) {
  const why = peers.map((each) => [each, peer(each)]).find(([, { ready }]) => !ready);
  if (why === undefined) {
    console.log(`\n${name}: ${files.length} files`);
    return runStep(name, ["scripts/run/test-files.mjs", ...files]);
  }
  const leftOut = `${why[0]}: ${why[1].why}`;
  return leaveOut(name, leftOut);
}

/** A tier whose peer is not ready: left out, or failed where peers are required. */
function leaveOut(name, leftOut) {
  const isRequired = arePeersRequired();
  console.log(`\n${name}: ${isRequired ? "failed" : "left out"}, ${leftOut}`);
  const counts = { passed: 0, failed: isRequired ? 1 : 0, skipped: 0 };
  return { name, counts, seconds: 0, leftOut };
}

/** The tests of the packages once more, on the newest Node. */
function runOnNewestNode(files) {
  const name = "newest node";
  const { ready, why, paths } = peer("node");
  if (ready) {
    console.log(`\n${name} (${paths.version}): ${files.length} files`);
    return runStep(name, ["scripts/run/test-files.mjs", ...files], { node: paths.node });
  }
  return leaveOut(name, why);
}

ensureInstalled();
const built = runStep("build", ["scripts/build.mjs"]);
if (hasFailed(built)) process.exit(1);
const all = tiers();

const isRest = process.argv[2] === "--rest";
const filters = process.argv.slice(isRest ? 3 : 2);
if (filters.length > 0) {
  const files = all
    .flatMap((tier) => tier.files)
    .filter((path) => filters.some((filter) => path.includes(filter)));
  if (files.length === 0) {
    console.error(`No test file has "${filters.join('" or "')}" in its path`);
    process.exit(1);
  }
  const preload = new URL("run/configure-properties.mjs", import.meta.url).href;
  const { status } = spawnSync(
    process.execPath,
    ["--enable-source-maps", `--import=${preload}`, "--test", ...files],
    { cwd: root, stdio: "inherit" },
  );
  process.exit(status ?? 1);
}

const ofGate = () => [
  runStep("types", ["scripts/types.mjs"]),
  runStep("architecture", ["scripts/architecture.mjs"]),
  runStep("docs", ["scripts/docs.mjs"]),
  ...all.filter(({ peers }) => peers.length === 0).map(runTier),
];
const results = [
  ...(isRest ? [] : ofGate()),
  ...all.filter(({ peers }) => peers.length > 0).map(runTier),
  runOnNewestNode(all.filter(({ peers }) => peers.length === 0).flatMap((tier) => tier.files)),
];
console.log(`\n${summarise(results)}`);
recordCounts(totalCounts(results));
process.exitCode = results.some(hasFailed) ? 1 : 0;

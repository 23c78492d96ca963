// The gate: every change passes it before it lands. Stops at the first failure; what needs peers is not
// part of it (npm test runs that too).

import { recordCounts } from "./run/counts.mjs";
import { hasFailed, runStep, totalCounts } from "./run/step.mjs";
import { tiers } from "./run/tiers.mjs";
import { ensureInstalled } from "./setup.mjs";

const results = [];

/** Ends the gate at the first step that fails. */
function gate(name, args) {
  const result = runStep(name, args);
  const state = hasFailed(result) ? "FAILED" : "ok";
  const { passed } = result.counts;
  const count = passed > 1 ? `  ${passed} passed` : "";
  console.log(`${state.padEnd(6)}  ${name.padEnd(16)}${result.seconds.toFixed(1)} s${count}`);
  results.push(result);
  recordCounts(totalCounts(results));
  if (hasFailed(result)) process.exit(1);
}

ensureInstalled();
const biome = "node_modules/@biomejs/biome/bin/biome";
gate("format and lint", [biome, "check", "--error-on-warnings", "."]);
gate("build", ["scripts/build.mjs"]);
gate("architecture", ["scripts/architecture.mjs"]);
gate("file length", ["scripts/file-length.mjs"]);
gate("docs", ["scripts/docs.mjs"]);
gate("types", ["scripts/types.mjs"]);
for (const { name, peers, files } of tiers()) {
  if (peers.length === 0) gate(`tests: ${name}`, ["scripts/run/test-files.mjs", ...files]);
}

// Runs the parts of a command one after another, each a Node program, and tells the time and the counts
// of each.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspaces.mjs";
import { countingEnvironment, readCounts } from "./counts.mjs";

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {import("./counts.mjs").Counts} counts
 * @property {number} seconds
 * @property {string} [leftOut] Why the step did not run.
 */

/** A step that takes longer hangs: it is ended and has failed. */
const maxStepMs = 20 * 60_000;

let stepCount = 0;

/**
 * Runs a Node program of the repository, its output going where ours goes.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {{ node?: string, env?: Record<string, string> }} [options]
 * @returns {StepResult}
 */
export function runStep(name, args, { node = process.execPath, env = {} } = {}) {
  return runCommand(name, node, args, env);
}

/**
 * The same for any command.
 *
 * @returns {StepResult}
 */
export function runCommand(name, command, args, env = {}) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const countsFile = join(root, `.cache/counts-${process.pid}-${stepCount++}.json`);
  const started = performance.now();
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: maxStepMs,
    env: { ...countingEnvironment(countsFile), ...env },
  });
  if (error !== undefined) console.error(`Cannot run ${name}: ${error.message}`);
  if (signal !== null) console.error(`${name} was ended by ${signal}`);
  const counts = readCounts(countsFile, status === 0);
  return { name, counts, seconds: (performance.now() - started) / 1000 };
}

/** The steps as an aligned table, closed by the sum on a line of its own. */
export function summarise(results) {
  const width = Math.max(4, ...results.map(({ name }) => name.length));
  const row = (name, ...cells) => `${name.padEnd(width)}${cells.join("")}`;
  const lines = [row("tier", "  passed", "  failed", " skipped", "      time")];
  for (const { name, counts, seconds, leftOut } of results) {
    if (leftOut !== undefined) {
      const isRequired = counts.failed > 0;
      const told = isRequired
        ? `failed: ${leftOut}, and TRUNKLINE_PEERS=required`
        : `left out: ${leftOut}`;
      lines.push(row(name, `  ${told}`));
      continue;
    }
    const cells = [counts.passed, counts.failed, counts.skipped].map((n) => String(n).padStart(8));
    lines.push(row(name, ...cells, `${seconds.toFixed(1)} s`.padStart(10)));
  }
  return `${lines.join("\n")}\n\n${totalLine(results)}`;
}

/** The closing line: `N passed, N failed`, and the skipped where there are any. */
function totalLine(results) {
  const { passed, failed, skipped } = totalCounts(results);
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** @returns {import("./counts.mjs").Counts} */
export function totalCounts(results) {
  const sum = (key) => results.reduce((total, { counts }) => total + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

export const hasFailed = ({ counts }) => counts.failed > 0;

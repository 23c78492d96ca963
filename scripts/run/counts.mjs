// How a step tells the one that started it how many checks passed: through a file that the environment
// names. Run by hand, a step prints and nothing is recorded.

import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const variable = "TRUNKLINE_COUNTS_FILE";

/** @param {Counts} counts */
export function recordCounts(counts) {
  const path = process.env[variable];
  if (path !== undefined) writeFileSync(path, JSON.stringify(counts));
}

/** The environment for a step whose counts are to be read from `path` afterwards. */
export function countingEnvironment(path) {
  rmSync(path, { force: true });
  return { ...process.env, [variable]: path };
}

/**
 * What the step recorded; a step that records nothing is one check, which passed if it exited with 0.
 *
 * @returns {Counts}
 */
export function readCounts(path, hasPassed) {
  try {
    const counts = JSON.parse(readFileSync(path, "utf8"));
    rmSync(path, { force: true });
    // A step that dies after its last test has failed nevertheless.
    return hasPassed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, skipped: 0 };
  }
}

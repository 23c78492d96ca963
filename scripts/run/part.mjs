// Runs a part of CI as a process group of its own, which is ended whole where it takes too long.

import { spawn } from "node:child_process";
import { mkdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspaces.mjs";
import { countingEnvironment, readCounts } from "./counts.mjs";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} command The file and its arguments.
 * @property {Record<string, string>} env
 * @property {number} [maxMinutes] After so long it hangs; default 15.
 */

const MAX_MINUTES = 15;

/** Groups that are at work, each with what it has said, to be ended and told with this process. */
const groups = new Map();
process.once("exit", () => {
  for (const [pid, said] of groups) {
    endGroup(pid);
    writeSync(2, said());
  }
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

let count = 0;

/**
 * @param {Part} part
 * @param {boolean} isShown its output goes where ours goes, as it comes; otherwise it is in the result
 * @returns {Promise<import("./step.mjs").StepResult & { output: string }>}
 */
export async function runPart({ name, command, env, maxMinutes = MAX_MINUTES }, isShown) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const countsFile = join(root, `.cache/counts-part-${process.pid}-${count++}.json`);
  const started = performance.now();
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: root,
    detached: true,
    stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
    env: { ...countingEnvironment(countsFile), ...env },
  });
  let output = "";
  const tell = (text) => {
    if (isShown) process.stderr.write(text);
    else output += text;
  };
  child.stdout?.setEncoding("utf8").on("data", tell);
  child.stderr?.setEncoding("utf8").on("data", tell);
  groups.set(child.pid, () => `\n=== ${name}: not ended\n${output}`);
  const timer = setTimeout(() => {
    tell(
      `${name} had not ended after ${maxMinutes} minutes: it hangs, and what it started is ended\n`,
    );
    endGroup(child.pid);
  }, maxMinutes * 60_000);
  const status = await new Promise((resolve) => {
    child.once("error", (error) => {
      tell(`Cannot run ${name}: ${error.message}\n`);
      resolve(null);
    });
    child.once("close", (code, signal) => {
      if (signal !== null) tell(`${name} was ended by ${signal}\n`);
      resolve(code);
    });
  });
  clearTimeout(timer);
  groups.delete(child.pid);
  const counts = readCounts(countsFile, status === 0);
  return { name, counts, seconds: (performance.now() - started) / 1000, output };
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended, or never began.
  }
}

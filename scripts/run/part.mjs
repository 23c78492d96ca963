// Runs a part of CI as a process group of its own, which is ended whole where it takes too long.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspaces.mjs";
import { countingEnvironment, readCounts } from "./counts.mjs";
import { endGroup, holdGroup, releaseGroup } from "./groups.mjs";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} command The file and its arguments.
 * @property {Record<string, string>} env
 */

/** What takes longer hangs. */
const MAX_MINUTES = 15;

let count = 0;

/**
 * @param {Part} part
 * @param {boolean} isShown its output goes where ours goes, as it comes; otherwise it is in the result
 * @param {AbortSignal} deadline when the part counts as hanging
 * @returns {Promise<import("./step.mjs").StepResult & { output: string }>}
 */
export async function runPart(
  { name, command, env },
  isShown,
  deadline = AbortSignal.timeout(MAX_MINUTES * 60_000),
) {
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
  holdGroup(child.pid, () => `\n=== ${name}: not ended\n${output}`);
  const end = () => {
    const minutes = ((performance.now() - started) / 60_000).toFixed(0);
    tell(
      `${name} had not ended after ${minutes} minutes: it hangs, and what it started is ended\n`,
    );
    endGroup(child.pid);
  };
  deadline.addEventListener("abort", end, { once: true });
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
  deadline.removeEventListener("abort", end);
  releaseGroup(child.pid);
  const counts = readCounts(countsFile, status === 0);
  return { name, counts, seconds: (performance.now() - started) / 1000, output };
}

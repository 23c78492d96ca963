// Runs the fuzz targets of the HTTP/2 engine (packages/trunkline/src/http2/fuzz) and of the compiler
// (packages/compiler/src/fuzz) in a thread of their own with little memory, and watches that each case ends.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { root } from "../workspaces.mjs";

const folderOf = (path) => pathToFileURL(join(root, path)).href;
/** Where the targets are; what all have in common is in the first. */
const folders = [
  folderOf("packages/trunkline/dist/http2/fuzz"),
  folderOf("packages/compiler/dist/fuzz"),
];
/** A case takes milliseconds; one that takes this long hangs. */
const HANG_MS = 60_000;
/** All that the cases of a target may need at once. */
const MEMORY_MB = 256;

/**
 * The targets, by name, with their folder and how many cases of another one of theirs takes. The packages must
 * have been built.
 *
 * @returns {Promise<{ name: string, folder: string, weight: number }[]>}
 */
export async function engineTargets() {
  const lists = folders.map(async (folder) => {
    const { targets } = await import(`${folder}/targets.testing.js`);
    return targets.map(({ name, weight = 1 }) => ({ name, folder, weight }));
  });
  return (await Promise.all(lists)).flat();
}

/**
 * Runs cases of a target, numbers from `first` on, until something is found or the time is up; with `count`
 * so many, however long that takes. What is found is told to `tell`, line by line.
 *
 * @returns {Promise<{ cases: number, failed: number, seconds: number, memoryKb: number[] }>}
 */
export function fuzzEngine({ name, folder, seed, seconds, count, first = 0 }, tell) {
  const position = new SharedArrayBuffer(4);
  const at = new Int32Array(position);
  const worker = new Worker(new URL("engine-worker.mjs", import.meta.url), {
    workerData: { shared: folders[0], folder, name, seed, seconds, count, first, position },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const again = (number) => `npm run fuzz -- ${name} --seed ${seed} --case ${number}`;
  return new Promise((resolve) => {
    let failed = 0;
    let result = { cases: 0, seconds: 0, memoryKb: [] };
    let seenAt = -1;
    let seenMs = performance.now();
    let isShrinking = false;
    const watch = setInterval(() => {
      const number = Atomics.load(at, 0);
      if (number !== seenAt || isShrinking) {
        seenAt = number;
        seenMs = performance.now();
      } else if (performance.now() - seenMs > HANG_MS) {
        failed++;
        tell(`${name}: case ${number} of seed ${seed} does not end; again: ${again(number)}`);
        result = { ...result, cases: number - first };
        void worker.terminate();
      }
    }, 500);
    worker.on("message", (message) => {
      if (message.kind === "found") {
        failed++;
        isShrinking = true;
        tell(`${name}: case ${message.number} of seed ${seed}: ${message.finding}`);
        tell(`  again: ${again(message.number)}`);
      } else if (message.kind === "smallest") {
        const { steps, ...surroundings } = message.smallest;
        tell(`  the least that shows it: ${message.finding}`);
        tell(`  ${JSON.stringify(surroundings)}`);
        for (const line of message.lines) tell(`    ${line}`);
        tell("  for found.testing.ts:");
        tell(`  { name: "", target: "${name}", fuzzCase: ${JSON.stringify(message.smallest)} },`);
      } else {
        result = message;
      }
    });
    worker.on("error", (error) => {
      failed++;
      const number = Atomics.load(at, 0);
      tell(`${name}: case ${number} of seed ${seed}: ${error.message}; again: ${again(number)}`);
    });
    worker.on("exit", () => {
      clearInterval(watch);
      resolve({ cases: result.cases, seconds: result.seconds, memoryKb: result.memoryKb, failed });
    });
  });
}

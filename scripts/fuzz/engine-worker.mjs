// A thread that runs cases of one fuzz target until it is told to stop. Where it is,
// it writes into shared memory, so that one who waits in vain knows in which case it hangs.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

const { shared, folder, name, seed, seconds, count, first, position } = workerData;
const { caseOf, findingOf, shrink } = await import(`${shared}/target.testing.js`);
const { targets } = await import(`${folder}/targets.testing.js`);
const target = targets.find((each) => each.name === name);
const at = new Int32Array(position);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** Kilobytes that are in use once nothing is left that is not. */
function usedKb() {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1024);
}

/** How often memory is looked at. */
const MEMORY_EVERY_MS = 10_000;
const started = performance.now();
const memoryKb = [];
let number = first;
let finding = null;
let measuredAt = started;
const isOver = () =>
  count === undefined ? performance.now() - started >= seconds * 1_000 : number >= first + count;
for (; finding === null && !isOver(); number++) {
  Atomics.store(at, 0, number);
  const fuzzCase = caseOf(target, seed, number);
  finding = findingOf(target, fuzzCase);
  if (finding !== null) {
    parentPort.postMessage({ kind: "found", number, finding });
    const smallest = shrink(target, fuzzCase);
    const lines = smallest.steps.map((step) => target.describe(step));
    parentPort.postMessage({
      kind: "smallest",
      finding: findingOf(target, smallest),
      smallest,
      lines,
    });
  }
  if (
    memoryKb.length === 0
      ? number === first + 200
      : performance.now() - measuredAt > MEMORY_EVERY_MS
  ) {
    measuredAt = performance.now();
    memoryKb.push(usedKb());
  }
}
parentPort.postMessage({
  kind: "done",
  cases: number - first,
  seconds: (performance.now() - started) / 1_000,
  memoryKb,
});

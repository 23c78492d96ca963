// Process groups that end with this process, however it ends. What they have said is told then, so that a
// part that was cut off is not silent about why.

import { writeSync } from "node:fs";

/** Groups at work by process id, each with what to print if this process ends first. */
const groups = new Map();

process.once("exit", () => {
  // All are ended before anything is written: writing waits for who reads, and can fail.
  for (const pid of groups.keys()) endGroup(pid);
  for (const said of groups.values()) writeWhole(2, said());
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** @param {() => string} said what to print if this process ends first */
export function holdGroup(pid, said) {
  groups.set(pid, said);
}

export function releaseGroup(pid) {
  groups.delete(pid);
}

export function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended, or never began.
  }
}

/** A reader that takes nothing for so long has hung. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 10;

/** Writes all of a text without returning to the event loop, as fast as the reader of a pipe takes it. */
function writeWhole(fd, text) {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let rest = Buffer.from(text);
  let waitedMs = 0;
  while (rest.length > 0 && waitedMs < PATIENCE_MS) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
      waitedMs = 0;
    } catch (error) {
      if (error.code !== "EAGAIN") return; // Nobody reads any more.
      Atomics.wait(pause, 0, 0, PAUSE_MS);
      waitedMs += PAUSE_MS;
    }
  }
}

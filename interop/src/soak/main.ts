// `npm run soak`: millions of calls and long streams between two processes, what memory they take, and
// that a reader who stops or leaves is noticed, and servers that are closed under load. Exit code 1 when a
// limit is passed; with --untimed none is of time.

import { parseArgs } from "node:util";
import { heapSlopes } from "./call-runs.js";
import { drainUnderLoad, LEAST_CLOSES } from "./drain.js";
import { growthOver, handlerEndsAfterMs, linesAskedByStoppedReader } from "./runs.js";

const MIB = 2 ** 20;
const MAX_GROWTH_MIB = 40;
const MAX_EXTRA_MIB = 8;
const MAX_END_MS = 100;
/** The grace, and a second for the process to end. */
const MAX_CLOSE_MS = 6_000;
/** How far a heap may rise over all calls. */
const MAX_RISE_BYTES = MIB;
const SHORT_LINES = 100_000;
const SLOW_MS = 5_000;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    drain: { type: "boolean", default: false },
    untimed: { type: "boolean", default: false },
    calls: { type: "string", default: "20000000" },
  },
});
if (!/^[1-9]\d{5,8}$/.test(values.calls)) {
  console.error(
    `Cannot make ${values.calls} calls: expected a whole number from 100000 to 999999999`,
  );
  process.exit(2);
}
const calls = Number(values.calls);
const isTimed = !values.untimed;
const longLines = values.full ? 10_000_000 : 1_000_000;

let failures = 0;

/** Tells one figure and whether it is within its limit. */
function report(name: string, value: number, unit: string, limit: number): void {
  const isWithin = value <= limit;
  if (!isWithin) failures++;
  if (values.json) {
    console.log(
      JSON.stringify({ suite: "soak", case: name, value, unit, limit, passed: isWithin }),
    );
    return;
  }
  const state = isWithin ? "ok    " : "FAILED";
  console.log(
    `${state}  ${name.padEnd(58)} ${value.toFixed(1).padStart(8)} ${unit} (at most ${limit})`,
  );
}

async function memory(): Promise<void> {
  const slopes = await heapSlopes(calls);
  for (const end of ["server", "client"] as const) {
    // In bytes a thousand calls: a leak of the smallest object there is would be 16,000.
    const name = `${end}'s heap rises, ${calls.toLocaleString("en-US")} calls`;
    report(name, slopes[end] * 1000, "B/1,000 calls", Math.round((MAX_RISE_BYTES / calls) * 1000));
  }

  const shorter = await growthOver(SHORT_LINES, 0);
  const longer = await growthOver(longLines, 0);
  const slow = await growthOver(longLines, SLOW_MS);
  const count = longLines.toLocaleString("en-US");
  for (const end of ["server", "client"] as const) {
    const grown = longer[end].grownBytes / MIB;
    const extra = grown - shorter[end].grownBytes / MIB;
    report(`${end} grows, ${count} lines`, grown, "MiB", MAX_GROWTH_MIB);
    report(`${end} grows more than with 100,000 lines`, extra, "MiB", MAX_EXTRA_MIB);
    const slowName = `${end} grows, ${count} lines, the reader slow for 5 s`;
    report(slowName, slow[end].grownBytes / MIB, "MiB", MAX_GROWTH_MIB);
  }

  const handlerEndMs = await handlerEndsAfterMs();
  const { asked, askedLater } = await linesAskedByStoppedReader();
  // What a stream's window of 1 MiB holds at some 130 bytes a line, and as much again for what lies between.
  const askedInAll = asked + askedLater;
  report("lines the handler is asked for when the reader stops", askedInAll, "lines", 16_000);
  if (!isTimed) return;
  report("lines more a second later", askedLater, "lines", 0);
  report("handler's end after the client left", handlerEndMs, "ms", MAX_END_MS);
}

async function drain(): Promise<void> {
  const { completed, failed, messages, closes, longestCloseMs, connections } =
    await drainUnderLoad(isTimed);
  const total = (completed + failed).toLocaleString("en-US");
  report(`calls that fail of ${total}, servers closed in turn`, failed, "calls", 0);
  if (isTimed) {
    report("longest close of a server, its grace 5 s", longestCloseMs, "ms", MAX_CLOSE_MS);
  }
  report("closes short of four", Math.max(0, LEAST_CLOSES - closes), "closes", 0);
  if (!values.json) {
    console.log(`        ${closes} closes, ${connections} connections of 200 clients`);
    for (const message of messages) console.log(`        ${message}`);
  }
}

if (!values.drain) await memory();
await drain();
process.exitCode = failures === 0 ? 0 : 1;

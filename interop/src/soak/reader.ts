// Reads ListLogs of the log-stream example as its argument, a ReaderPlan, says. A process of its own, so
// that its memory is its own. Prints "warm" after the warm-up call and waits for SIGUSR2 to go on.

import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { LogService } from "@trunkline-examples/log-stream/log";
import { createChannel, createClient } from "trunkline";
import type { ReaderPlan } from "./reader-plan.js";

const WARM_UP_LINES = 20_000;

const plan = JSON.parse(process.argv[2] ?? "") as ReaderPlan;
const channel = createChannel(plan.target);
const logs = createClient(LogService, channel);

async function read(count: number, onLine: (line: number) => Promise<unknown> | undefined) {
  let lines = 0;
  for await (const { line } of logs.listLogs({ count, lineBytes: plan.lineBytes })) {
    if (line.length !== plan.lineBytes) throw new Error(`Line of ${line.length} characters`);
    lines++;
    const pause = onLine(lines);
    if (pause !== undefined) await pause;
    if (lines === plan.leaveAfter) break;
  }
  return lines;
}

/** Waits as the plan says after line `line`; undefined where it says nothing, so that nothing is awaited. */
function pauseAfter(line: number): Promise<unknown> | undefined {
  if (line === plan.stopAfter) {
    console.log("stopped");
    // Nothing settles this: the reader stays as it is until it is killed.
    return new Promise(() => globalThis.setInterval(() => {}, 1_000_000));
  }
  return performance.now() < slowUntil ? setTimeout(1) : undefined;
}

// The handler is in place before the parent can know that it may send the signal.
const goOn = once(process, "SIGUSR2");
let slowUntil = 0;
if (plan.lines > 0) await read(WARM_UP_LINES, () => undefined);
console.log("warm");
const waiting = globalThis.setInterval(() => {}, 1_000_000);
await goOn;
clearInterval(waiting);
slowUntil = performance.now() + plan.slowMs;
const lines = await read(plan.lines, pauseAfter);
console.log(`read ${lines} lines`);
await channel.close();

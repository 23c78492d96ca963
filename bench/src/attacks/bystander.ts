// The well-behaved client that is not to notice the attack: calls at a modest rate over one connection,
// each sent on time whether or not the last one is back. Its arguments are the target and how long a call may take.
// Prints "ready" once warm, and at each SIGUSR2 what it has seen since the last.

import { setTimeout } from "node:timers/promises";
import { createChannel, createClient } from "trunkline";
import type { BystanderReport } from "./bystander-report.js";
import { Victim } from "./victim-service.js";

const INTERVAL_MS = 2;
const WARM_UP_CALLS = 1_000;
const WARM_UP_IN_FLIGHT = 20;
const TRY_AGAIN_MS = 10;

const [target = "", timeout = "5000"] = process.argv.slice(2);
const timeoutMs = Number(timeout);
const channel = createChannel(target);
const victim = createClient(Victim, channel);
let latencies: number[] = [];
let failures: string[] = [];

async function call(): Promise<void> {
  const startedAt = performance.now();
  try {
    await victim.say({ value: "still there" }, { timeoutMs });
    latencies.push(performance.now() - startedAt);
  } catch (error) {
    failures.push(String(error));
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

// A server with short timers may end the first connection of a client that got no time for a moment.
while (latencies.length < WARM_UP_CALLS) {
  await Promise.all(Array.from({ length: WARM_UP_IN_FLIGHT }, call));
  if (failures.length > 0) {
    failures = [];
    await setTimeout(TRY_AGAIN_MS);
  }
}
setInterval(call, INTERVAL_MS);
process.on("SIGUSR2", () => {
  const sorted = latencies.toSorted((a, b) => a - b);
  const report: BystanderReport = {
    calls: sorted.length,
    failures: failures.length,
    ...(failures.length > 0 ? { firstFailure: failures[0]! } : {}),
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? 0,
  };
  latencies = [];
  failures = [];
  console.log(JSON.stringify(report));
});
process.on("SIGTERM", () => process.exit(0));
console.log("ready");

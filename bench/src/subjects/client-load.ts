// What every measured client does: keep a number of calls in flight by awaiting promises, check each
// reply, and tell what it took. A ClientRequest comes as the first argument, LoadResults go out.

import { cpuTimeMicros } from "@trunkline/interop";
import type { LoadResult } from "../load/load-request.js";
import { MESSAGE, NAME } from "../load/workload.js";

export interface ClientRequest {
  readonly target: string;
  readonly inFlight: number;
  readonly warmupMs: number;
  readonly measureMs: number;
  /** The server's process: its share of a core shows whether the client was what limited the run. */
  readonly serverPid: number;
}

/** The deadline of each call, set as a careful caller does. */
export const TIMEOUT_MS = 5_000;

export function clientRequest(): ClientRequest {
  return JSON.parse(process.argv[2] ?? "") as ClientRequest;
}

/**
 * Prints "ready", and at each SIGUSR2 runs the load with `sayHello`, which makes one call, and prints the
 * result. The process stays the same over all rounds, as servers do, so that its code is compiled once.
 */
export function serveClientLoad(
  request: ClientRequest,
  sayHello: (name: string) => Promise<string>,
): void {
  process.on("SIGUSR2", async () => {
    console.log(JSON.stringify(await runClientLoad(request, sayHello)));
  });
  // Between two rounds nothing else may keep the process alive.
  setInterval(() => {}, 1_000_000);
  console.log("ready");
}

async function runClientLoad(
  request: ClientRequest,
  sayHello: (name: string) => Promise<string>,
): Promise<LoadResult> {
  let completed = 0;
  let isDraining = false;
  async function worker(): Promise<void> {
    while (!isDraining) {
      const message = await sayHello(NAME);
      if (message !== MESSAGE) throw new Error(`Reply is not the one expected: "${message}"`);
      completed++;
    }
  }
  const workers = Promise.all(Array.from({ length: request.inFlight }, worker));
  const pass = (durationMs: number) =>
    Promise.race([workers, new Promise((resolve) => setTimeout(resolve, durationMs))]);

  await pass(request.warmupMs);
  const completedBefore = completed;
  const serverBefore = cpuTimeMicros(request.serverPid) ?? 0;
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  await pass(request.measureMs);
  const elapsedMs = performance.now() - startedAt;
  const own = process.cpuUsage(ownBefore);
  const measured = {
    completed: completed - completedBefore,
    elapsedMs,
    cpuMicros: own.user + own.system,
    generatorShare: ((cpuTimeMicros(request.serverPid) ?? 0) - serverBefore) / 1000 / elapsedMs,
  };
  isDraining = true;
  await workers;
  return { ...measured, answered: completed };
}

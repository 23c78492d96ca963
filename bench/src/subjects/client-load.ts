// What every measured client does: keep a number of calls in flight by awaiting promises, check each
// reply, and tell what it took. A ClientRequest comes as the first argument, LoadResults go out.

import { cpuTimeMicros } from "@trunkline/interop";
import { type CallIdentity, Digits, identityOf } from "../load/call-identity.js";
import type { LoadResult } from "../load/load-request.js";
import { type CallKind, greeting, NAME, nameOf } from "../load/workload.js";

export interface ClientRequest {
  readonly target: string;
  readonly inFlight: number;
  readonly kind: CallKind;
  readonly warmupMs: number;
  readonly measureMs: number;
  /** The server's process: its share of a core shows whether the client was what limited the run. */
  readonly serverPid: number;
}

/** One call to be made. */
export interface HelloCall {
  readonly name: string;
  /** To be sent as `x-request-id` and `traceparent`; null: no metadata. */
  readonly identity: CallIdentity | null;
}

/** The deadline of each call, set as a careful caller does. */
export const TIMEOUT_MS = 5_000;

/** Different calls, where calls differ; each comes again after so many. */
const DIFFERENT_CALLS = 1_024;

interface ExpectedCall extends HelloCall {
  readonly message: string;
}

function callsOf({ nameBytes, headersVary }: CallKind): readonly ExpectedCall[] {
  const digits = new Digits();
  const varies = headersVary || nameBytes !== undefined;
  return Array.from({ length: varies ? DIFFERENT_CALLS : 1 }, (_, index) => {
    const name = nameBytes === undefined ? NAME : nameOf(index, nameBytes);
    return { name, identity: headersVary ? identityOf(digits) : null, message: greeting(name) };
  });
}

export function clientRequest(): ClientRequest {
  return JSON.parse(process.argv[2] ?? "") as ClientRequest;
}

/**
 * Prints "ready", and at each SIGUSR2 runs the load with `sayHello`, which makes one call, and prints the
 * result. The process stays the same over all rounds, as servers do, so that its code is compiled once.
 */
export function serveClientLoad(
  request: ClientRequest,
  sayHello: (call: HelloCall) => Promise<string>,
): void {
  const calls = callsOf(request.kind);
  process.on("SIGUSR2", async () => {
    console.log(JSON.stringify(await runClientLoad(request, calls, sayHello)));
  });
  // Between two rounds nothing else may keep the process alive.
  setInterval(() => {}, 1_000_000);
  console.log("ready");
}

async function runClientLoad(
  request: ClientRequest,
  calls: readonly ExpectedCall[],
  sayHello: (call: HelloCall) => Promise<string>,
): Promise<LoadResult> {
  let begun = 0;
  let completed = 0;
  let isDraining = false;
  async function worker(): Promise<void> {
    while (!isDraining) {
      const call = calls[begun++ % calls.length]!;
      const message = await sayHello(call);
      if (message !== call.message) throw new Error(`Reply is not the one expected: "${message}"`);
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

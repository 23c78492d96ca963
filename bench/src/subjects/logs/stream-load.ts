// What every measured reader does: read some streams with `for await`, check each line, and tell how many
// came. A StreamRequest comes as the first argument, LoadResults go out.

import { cpuTimeMicros } from "@trunkline/interop";
import type { LoadResult } from "../../load/load-request.js";
import { LINE_BYTES } from "./lines.js";

export interface StreamRequest {
  readonly target: string;
  /** Streams at once, on one connection. */
  readonly streams: number;
  readonly lineBytes: number;
  readonly warmupMs: number;
  readonly measureMs: number;
  /** The server's process, whose CPU time is read. */
  readonly serverPid: number;
}

/** The request for a stream without end. */
export const ENDLESS: { readonly count: number; readonly lineBytes: number } = {
  count: 0,
  lineBytes: LINE_BYTES,
};

export function streamRequest(): StreamRequest {
  return JSON.parse(process.argv[2] ?? "") as StreamRequest;
}

/**
 * Prints "ready", and at each SIGUSR2 reads streams that `listLogs` opens, leaves them, and prints the result.
 */
export function serveStreamLoad(
  request: StreamRequest,
  listLogs: () => AsyncIterable<{ readonly line: string }>,
): void {
  process.on("SIGUSR2", async () => {
    console.log(JSON.stringify(await readStreams(request, listLogs)));
  });
  // Between two rounds nothing else may keep the process alive.
  setInterval(() => {}, 1_000_000);
  console.log("ready");
}

async function readStreams(
  request: StreamRequest,
  listLogs: () => AsyncIterable<{ readonly line: string }>,
): Promise<LoadResult> {
  let completed = 0;
  let isDraining = false;
  async function reader(): Promise<void> {
    for await (const { line } of listLogs()) {
      if (line.length !== LINE_BYTES) throw new Error(`Line is not the one expected: "${line}"`);
      completed++;
      // Leaving the loop ends the call.
      if (isDraining) return;
    }
    throw new Error("A stream without end has ended");
  }
  const readers = Promise.all(Array.from({ length: request.streams }, reader));
  const pass = (durationMs: number) =>
    Promise.race([readers, new Promise((resolve) => setTimeout(resolve, durationMs))]);

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
    cpuMicros: (cpuTimeMicros(request.serverPid) ?? 0) - serverBefore,
    generatorShare: (own.user + own.system) / 1000 / elapsedMs,
  };
  isDraining = true;
  await readers;
  return { ...measured, answered: completed };
}

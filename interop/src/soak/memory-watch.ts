// Watches the resident memory of processes while something goes on.

import { residentBytes } from "../process-usage.js";

const SAMPLE_MS = 10;

/** How much a process grew: its largest sample over its first. */
export interface Growth {
  readonly startBytes: number;
  readonly grownBytes: number;
}

/** Runs `work` and tells how far each process grew beyond what it had before. */
export async function watchMemory(
  pids: readonly number[],
  work: () => Promise<unknown>,
): Promise<Growth[]> {
  const starts = pids.map(bytesOf);
  const largest = [...starts];
  const sample = () => {
    for (const [at, pid] of pids.entries()) largest[at] = Math.max(largest[at]!, bytesOf(pid));
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  try {
    await work();
    sample();
  } finally {
    clearInterval(sampling);
  }
  return starts.map((startBytes, at) => ({ startBytes, grownBytes: largest[at]! - startBytes }));
}

function bytesOf(pid: number): number {
  const bytes = residentBytes(pid);
  if (bytes === undefined)
    throw new Error(`Cannot read the memory of process ${pid}: has it ended?`);
  return bytes;
}

// How far the queues of a connection's streams had come when they were last looked at.

import type { Stream } from "./stream.js";

/** Less than this in a quarter of the timeout is standing still: a window opened by single octets. */
const PROGRESS_BYTES = 1024;

/** How far a stream's queue had come, and since when it has not come further. */
export interface StallMark {
  readonly entry: Uint8Array;
  readonly offset: number;
  readonly sinceMs: number;
}

export type StallMarks = Map<Stream, StallMark>;

/** The stream's mark now: the one before where its queue has hardly moved. */
export function nextMark(before: StallMark | undefined, stream: Stream, nowMs: number): StallMark {
  const entry = stream.queue![0]!;
  const offset = stream.queueOffset;
  const hasMoved =
    before === undefined || before.entry !== entry || offset - before.offset >= PROGRESS_BYTES;
  return hasMoved ? { entry, offset, sinceMs: nowMs } : before;
}

// The handlers of LogService. None of them has a word about back-pressure: `yield` waits while the
// client reads, and `for await` asks the client for a line only when the last one is done with.

import { setTimeout } from "node:timers/promises";
import { type Handlers, Status, StatusError } from "trunkline";
import { Level, type LogService } from "./gen/log_pb.js";

const MAX_LINE_BYTES = 4_096;
const encoder = new TextEncoder();

/** Stands for a log file: a thousand different lines of `lineBytes` characters, read over and over. */
function openLog(lineBytes: number): string[] {
  return Array.from({ length: 1_000 }, (_, at) =>
    `line ${at} `.padEnd(lineBytes, ".").slice(0, lineBytes),
  );
}

/** The log of a running system: a line each millisecond, every third a warning, every tenth an error. */
async function* systemLog(signal: AbortSignal): AsyncGenerator<{ level: Level; text: string }> {
  for (let number = 1; ; number++) {
    await setTimeout(1, undefined, { signal });
    const level = number % 10 === 0 ? Level.ERROR : number % 3 === 0 ? Level.WARN : Level.INFO;
    yield { level, text: `event ${number}` };
  }
}

export const logService: Handlers<typeof LogService> = {
  async *listLogs({ count, lineBytes }) {
    if (count < 0 || lineBytes < 0 || lineBytes > MAX_LINE_BYTES) {
      throw new StatusError(
        Status.INVALID_ARGUMENT,
        `Cannot list ${count} lines of ${lineBytes} bytes: expected 0 or more of at most ${MAX_LINE_BYTES}`,
      );
    }
    const log = openLog(lineBytes || 120);
    let sent = 0;
    try {
      while (count === 0 || sent < count) {
        yield { line: log[sent % log.length]! };
        sent++;
      }
    } finally {
      // Runs as well when the client leaves early: then `yield` does not return.
      console.log(`ListLogs ended after ${sent} lines`);
    }
  },

  async uploadLogs(lines) {
    const summary = { lines: 0, bytes: 0n, errors: 0 };
    for await (const { level, text } of lines) {
      summary.lines++;
      summary.bytes += BigInt(encoder.encode(text).length);
      if (level === Level.ERROR) summary.errors++;
    }
    return summary;
  },

  async *tailLogs(filters, call) {
    let atLeast: number = Level.UNSPECIFIED;
    let isFollowed = true;
    const follow = async () => {
      for await (const filter of filters) atLeast = filter.atLeast;
    };
    // Runs beside the loop below. When the call is cancelled both end, and nobody needs to be told.
    void follow()
      .catch(() => {})
      .finally(() => {
        isFollowed = false;
      });
    for await (const line of systemLog(call.signal)) {
      if (!isFollowed) return;
      if (line.level >= atLeast) yield line;
    }
  },
};

// The handlers of LogService. None of them has a word about back-pressure: `yield` waits while the
// client reads, and `for await` asks the client for a line only when the last one is done with.

import { setTimeout } from "node:timers/promises";
import type { Handlers } from "trunkline";
import { Level, type LogService } from "./gen/log_pb.js";

const encoder = new TextEncoder();

/** Line number `number` of `lineBytes` characters. */
function makeLine(number: number, lineBytes: number): string {
  return `line ${number} `.padEnd(lineBytes, ".").slice(0, lineBytes);
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
    let sent = 0;
    try {
      while (count === 0 || sent < count) {
        yield { line: makeLine(sent, lineBytes || 120) };
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

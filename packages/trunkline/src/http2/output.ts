// The connection's output buffer: room for what is about to be written, and word to the host that
// there is something to take. Every path that writes must end in `outputWritten`, or bytes would wait
// for the next chunk that happens to arrive.

import type { OutputBuffer } from "../base/index.js";
import type { ConnectionState } from "./connection-state.js";

/** Output is taken as soon as this much has gathered. */
export const FLUSH_BYTES = 65_536;

/** The output buffer, with room for `count` more bytes. */
export function roomFor(connection: ConnectionState, count: number): OutputBuffer {
  const { output } = connection;
  if (output.length + count > output.bytes.length) {
    // Between flushes an idle connection owns no memory; the host lends it some.
    if (output.bytes.length === 0) output.bytes = connection.host.lendBuffer();
    output.reserve(count);
  }
  return output;
}

/** Says that something has been written. */
export function outputWritten(connection: ConnectionState): void {
  if (connection.output.length >= FLUSH_BYTES && connection.messageStart < 0) {
    connection.host.flush();
  } else if (!connection.isReceiving && !connection.isFlushScheduled) {
    connection.isFlushScheduled = true;
    connection.host.scheduleFlush();
  }
}

/**
 * True when a message is being encoded at the end of the output, so that nothing else may be written
 * there now: `command` then runs as soon as that message is committed or taken back. It happens only
 * when reading a message's property starts another call.
 */
export function mustDefer(connection: ConnectionState, command: () => void): boolean {
  if (connection.messageStart < 0) return false;
  connection.deferred.push(command);
  return true;
}

// The connection's output buffer: room for what is about to be written, and word to the host that
// there is something to take. Every path that writes must end in `outputWritten`, or bytes would wait
// for the next chunk that happens to arrive.

import type { OutputBuffer } from "../base/index.js";
import type { ConnectionState } from "./connection-state.js";

/** Output is taken as soon as this much has gathered, or more where the host has lent more memory. */
const FLUSH_BYTES = 65_536;
/** What of the lent memory is left for the frame that fills it. */
const SPARE_BYTES = 32_768;

/** The output buffer, with room for `count` more bytes. */
export function roomFor(connection: ConnectionState, count: number): OutputBuffer {
  const { output } = connection;
  if (output.length + count > output.bytes.length) {
    // Between flushes an idle connection owns no memory; the host lends it some.
    if (output.bytes.length === 0) borrowMemory(connection);
    output.reserve(count);
  }
  return output;
}

/** Has the host lend memory for the output; how much it lends decides how much may gather. */
export function borrowMemory(connection: ConnectionState): void {
  const bytes = connection.host.lendBuffer();
  connection.output.bytes = bytes;
  connection.flushBytes = Math.max(FLUSH_BYTES, bytes.length - SPARE_BYTES);
}

/** Says that something has been written. */
export function outputWritten(connection: ConnectionState): void {
  if (connection.output.length >= connection.flushBytes && connection.messageStart < 0) {
    connection.isFlushing = true;
    connection.host.flush();
    connection.isFlushing = false;
  } else if (!connection.isReceiving && !connection.isFlushScheduled) {
    connection.isFlushScheduled = true;
    connection.host.scheduleFlush();
  }
}

/**
 * True while a message is being encoded at the end of the output, so that nothing else may be written
 * there. Commands come at such a time only when reading a message's property starts another call.
 */
export function isEncoding(connection: ConnectionState): boolean {
  return connection.messageStart >= 0;
}

/**
 * True while what is to be sent on streams waits: for the message being encoded, or for commands that were
 * put off before, which it must not pass. HEADERS of a later stream would make an earlier one illegal
 * (RFC 9113 §5.1.1).
 */
export function isHeldBack(connection: ConnectionState): boolean {
  return connection.messageStart >= 0 || connection.deferred.length > 0;
}

/** Puts a command off until the message being encoded is committed or taken back. */
export function defer(connection: ConnectionState, command: () => void): void {
  connection.deferred.push(command);
}

/** Carries out what was put off, in its order, and what is put off behind it meanwhile. */
export function runDeferred(connection: ConnectionState): void {
  const { deferred } = connection;
  for (const command of deferred) command();
  deferred.length = 0;
}

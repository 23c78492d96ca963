// Who sends next. A stream whose bytes have to wait (for its window, the connection's window, or the
// socket) keeps them in its queue and stands in a list; pump() goes through the list and takes one
// frame of each stream in turn, so that a small message is not stuck behind a large one.
//
// Invariant: a stream with something queued stands in `ready`, or in `starved` if only the
// connection's window is in its way, or in neither if its own window is: WINDOW_UPDATE brings it back.

import type { ConnectionState } from "./connection-state.js";
import { Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { isEncoding, outputWritten, roomFor } from "./output.js";
import { sendHeaderBlock } from "./send-headers.js";
import type { Stream } from "./stream.js";
import { endLocal } from "./stream-lifecycle.js";
import { isLocalEnded, StreamState } from "./stream-state.js";

/** Most that one stream sends before it is the next one's turn, also where the peer takes larger frames. */
const QUANTUM_BYTES = 16_384;
/** A window smaller than this is let grow before it is used, unless the peer's windows are all small. */
const WORTHWHILE_BYTES = 1024;
const SMALL_WINDOW_BYTES = 8192;
/** A queue that has reached the high mark is full until it has fallen to the low one. */
const QUEUE_HIGH_BYTES = 65_536;
const QUEUE_LOW_BYTES = 16_384;

/** Adds bytes to the stream's queue, uncopied. */
export function queueBytes(stream: Stream, bytes: Uint8Array): void {
  if (stream.queue === null) stream.queue = [];
  stream.queue.push(bytes);
  stream.queuedBytes += bytes.length;
  if (stream.queuedBytes >= QUEUE_HIGH_BYTES) stream.isFull = true;
}

/** Gives the stream a turn in the next pump(); harmless when it has nothing to send. */
export function makeReady(connection: ConnectionState, stream: Stream): void {
  if (stream.isScheduled || !hasSomethingQueued(stream)) return;
  stream.isScheduled = true;
  connection.ready.push(stream);
}

/** The connection's window has opened: those that waited for it take their turns again. */
export function wakeStarved(connection: ConnectionState): void {
  if (connection.starved.length === 0) return;
  connection.ready = connection.ready.concat(connection.starved);
  connection.starved = [];
}

/** Sends what windows and socket allow of what is queued. */
export function pump(connection: ConnectionState): void {
  if (connection.isPumping || isEncoding(connection)) return;
  connection.isPumping = true;
  while (connection.ready.length > 0 && !connection.isBlocked && !connection.isDead) {
    const round = connection.ready;
    connection.ready = [];
    let turn = 0;
    while (turn < round.length && !connection.isBlocked && !connection.isDead) {
      takeTurn(connection, round[turn++]!);
    }
    if (turn < round.length) connection.ready = [...round.slice(turn), ...connection.ready];
  }
  connection.isPumping = false;
}

/** True when a window lets so little through that waiting for more is better (RFC 9113 §5.2.2). */
function isNotWorthwhile(connection: ConnectionState, window: number, wanted: number): boolean {
  if (window <= 0) return true;
  return (
    window < wanted &&
    window < WORTHWHILE_BYTES &&
    connection.peer.initialWindowBytes >= SMALL_WINDOW_BYTES
  );
}

function hasSomethingQueued(stream: Stream): boolean {
  return (stream.queuedBytes > 0 || stream.queuedEnd !== null) && !isLocalEnded(stream.state);
}

function takeTurn(connection: ConnectionState, stream: Stream): void {
  stream.isScheduled = false;
  if (!hasSomethingQueued(stream)) return;
  if (stream.queuedBytes > 0) {
    const wanted = Math.min(stream.queuedBytes, QUANTUM_BYTES, connection.peer.maxFrameBytes);
    if (isNotWorthwhile(connection, stream.sendWindow, wanted)) return;
    if (isNotWorthwhile(connection, connection.sendWindow, wanted)) {
      stream.isScheduled = true;
      connection.starved.push(stream);
      dropClosed(connection);
      return;
    }
    sendQueued(connection, stream, Math.min(wanted, stream.sendWindow, connection.sendWindow));
  } else {
    sendEnd(connection, stream);
  }
  if (stream.isFull && stream.queuedBytes <= QUEUE_LOW_BYTES && !isLocalEnded(stream.state)) {
    stream.isFull = false;
    connection.sink.onWritable(stream);
  }
  makeReady(connection, stream);
}

/**
 * Streams that were reset while they starved leave the list once they could be half of it: a peer that
 * never opens the connection's window must not gather all that it ever reset.
 */
function dropClosed(connection: ConnectionState): void {
  const { starved } = connection;
  if (starved.length <= 2 * connection.streams.size + 16) return;
  connection.starved = starved.filter((stream) => stream.state !== StreamState.closed);
}

/** Sends one DATA frame with `byteCount` bytes from the front of the queue, several entries together. */
function sendQueued(connection: ConnectionState, stream: Stream, byteCount: number): void {
  const out = roomFor(connection, FRAME_HEADER_BYTES + byteCount);
  const isLast = byteCount === stream.queuedBytes && stream.queuedEnd === "endStream";
  const flags = isLast ? Flag.END_STREAM : 0;
  writeFrameHeader(out.bytes, out.length, byteCount, FrameType.DATA, flags, stream.id);
  out.length += FRAME_HEADER_BYTES;
  takeFromQueue(stream, out.bytes, out.length, byteCount);
  out.length += byteCount;
  stream.sendWindow -= byteCount;
  connection.sendWindow -= byteCount;
  connection.counters.dataFramesSent++;
  if (isLast) endLocal(connection, stream);
  else if (stream.queuedBytes === 0 && stream.queuedEnd !== null) sendEnd(connection, stream);
  outputWritten(connection);
}

function sendEnd(connection: ConnectionState, stream: Stream): void {
  const end = stream.queuedEnd;
  stream.queuedEnd = null;
  if (end === null) return;
  if (end === "endStream") {
    const out = roomFor(connection, FRAME_HEADER_BYTES);
    writeFrameHeader(out.bytes, out.length, 0, FrameType.DATA, Flag.END_STREAM, stream.id);
    out.length += FRAME_HEADER_BYTES;
    outputWritten(connection);
  } else {
    sendHeaderBlock(connection, stream.id, end, true);
  }
  endLocal(connection, stream);
}

function takeFromQueue(stream: Stream, target: Uint8Array, at: number, byteCount: number): void {
  const queue = stream.queue!;
  let taken = 0;
  let entry = 0;
  while (taken < byteCount) {
    const bytes = queue[entry]!;
    const count = Math.min(bytes.length - stream.queueOffset, byteCount - taken);
    target.set(bytes.subarray(stream.queueOffset, stream.queueOffset + count), at + taken);
    taken += count;
    stream.queueOffset += count;
    if (stream.queueOffset === bytes.length) {
      stream.queueOffset = 0;
      entry++;
    }
  }
  if (entry > 0) queue.splice(0, entry);
  stream.queuedBytes -= byteCount;
}

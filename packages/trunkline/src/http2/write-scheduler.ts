// Who sends next. A stream whose bytes have to wait (for its window, the connection's window, or the
// socket) keeps them in its queue and stands in a list; pump() goes through the list and takes one
// frame of each stream in turn, so that a small message is not stuck behind a large one.
//
// Only messages of at most 64 KiB go out past the queue (engine-stream.ts), and pump() rests until the next
// turn of the event loop once it has sent 512 KiB: however fast a socket is, headers, small messages and
// other connections wait no longer than that.
//
// Invariant: a stream with something queued stands in `ready`, or in `starved` if only the
// connection's window is in its way, or in neither if its own window is: WINDOW_UPDATE brings it back.

import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { isHeldBack, outputWritten, roomFor } from "./output.js";
import { sendHeaderBlock } from "./send-headers.js";
import type { Stream } from "./stream.js";
import { endLocal } from "./stream-lifecycle.js";
import { isLocalEnded, StreamState } from "./stream-state.js";
import { setTimer } from "./waiting.js";

/** Most that one stream sends before it is the next one's turn, also where the peer takes larger frames. */
const QUANTUM_BYTES = 16_384;
/** A window smaller than this is let grow before it is used, unless the peer's windows are all small. */
const WORTHWHILE_BYTES = 1024;
/** But no longer than this: a peer may open a window only when all of it is used (RFC 1122 §4.2.3.4). */
const LONGEST_WAIT_MS = 200;
const SMALL_WINDOW_BYTES = 8192;
/** A queue that has reached a high mark is full until it has fallen to the low ones. */
const QUEUE_HIGH_BYTES = 65_536;
const QUEUE_LOW_BYTES = 16_384;
/** Entries are counted as well: each takes memory of its own, however short it is. */
const QUEUE_HIGH_ENTRIES = 1024;
const QUEUE_LOW_ENTRIES = 256;
/** What is sent in one turn of the event loop before others have theirs. */
const PUMP_BYTES = 524_288;
/**
 * A peer that lets no more than this be under way has soon nothing to work on: what it lets through leaves
 * in quarters, so that it has the first while the next is written.
 */
const NARROW_BYTES = 262_144;

/**
 * Adds bytes to the stream's queue, uncopied. A queue is also full, however short, while all queues of the
 * connection together have more than their share.
 */
export function queueBytes(connection: ConnectionState, stream: Stream, bytes: Uint8Array): void {
  if (stream.queue === null) stream.queue = [];
  stream.queue.push(bytes);
  stream.queuedBytes += bytes.length;
  connection.queuedBytes += bytes.length;
  if (
    stream.queuedBytes >= highBytes(connection) ||
    stream.queue.length >= QUEUE_HIGH_ENTRIES ||
    connection.queuedBytes >= connection.options.maxQueuedBytes
  ) {
    stream.isFull = true;
  }
}

/** A peer that lets less through at once need not have more waiting for it. */
function highBytes({ peer }: ConnectionState): number {
  return Math.max(QUEUE_LOW_BYTES, Math.min(QUEUE_HIGH_BYTES, peer.initialWindowBytes));
}

/** Gives the stream a turn in the next pump(); harmless when it has nothing to send. */
export function makeReady(connection: ConnectionState, stream: Stream): void {
  if (stream.isScheduled || !hasSomethingQueued(stream)) return;
  stream.isScheduled = true;
  connection.ready.push(stream);
  if (hasManyClosed(connection, connection.ready)) connection.ready = open(connection.ready);
}

/**
 * Those that waited for the connection's window take their turns again, the first ones first, as many as it
 * lets send: a window opened by single octets must not cost a turn of every stream. True when there are any.
 */
export function wakeStarved(connection: ConnectionState): boolean {
  const { starved } = connection;
  let room = connection.sendWindow;
  let passed = 0;
  let wokenCount = 0;
  for (const stream of starved) {
    const wanted = wantedBytes(connection, stream);
    const canSend = wanted > 0 && !isNotWorthwhile(connection, stream.sendWindow, wanted);
    if (canSend) {
      if (isNotWorthwhile(connection, room, wanted)) break;
      room -= Math.min(wanted, stream.sendWindow);
      connection.ready.push(stream);
      wokenCount++;
    } else {
      // Closed, or its own window is in the way by now.
      stream.isScheduled = false;
    }
    passed++;
  }
  if (passed > 0) starved.splice(0, passed);
  return wokenCount > 0;
}

/**
 * Sends what windows and socket allow of what is queued, in this turn of the event loop and those after it.
 * Output that is taken in the midst of something does not make it go on there: the sink, which hears of
 * queues that have room again, could end the very stream that is being dealt with.
 */
export function pump(connection: ConnectionState): void {
  if (connection.isBlocked || (connection.ready.length === 0 && connection.starved.length === 0)) {
    return;
  }
  if (connection.isPumping || connection.isResting || isHeldBack(connection)) return;
  if (connection.isFlushing) {
    rest(connection);
    return;
  }
  connection.isPumping = true;
  // The connection's window counts what is sent: it cannot open while nothing is received.
  const restsAtWindow = connection.sendWindow - PUMP_BYTES;
  try {
    // A stream that was woken may have closed before its turn: others are woken in its place.
    do takeTurns(connection, restsAtWindow);
    while (mayGoOn(connection, restsAtWindow) && wakeStarved(connection));
  } finally {
    connection.isPumping = false;
  }
  if (connection.sendWindow <= restsAtWindow && connection.ready.length > 0) rest(connection);
}

/** Goes round the streams that are ready until none is, or enough has been sent. */
function takeTurns(connection: ConnectionState, restsAtWindow: number): void {
  while (connection.ready.length > 0 && mayGoOn(connection, restsAtWindow)) {
    const round = connection.ready;
    connection.ready = [];
    let turn = 0;
    while (turn < round.length && mayGoOn(connection, restsAtWindow)) {
      takeTurn(connection, round[turn++]!);
    }
    if (turn < round.length) connection.ready = [...round.slice(turn), ...connection.ready];
  }
}

function mayGoOn(connection: ConnectionState, restsAtWindow: number): boolean {
  return !connection.isBlocked && !connection.isDead && connection.sendWindow > restsAtWindow;
}

/** A flush has come round: a pump that rested goes on, and what it sends leaves with it. */
export function resumePump(connection: ConnectionState): void {
  if (!connection.isResting || connection.isPumping) return;
  connection.isResting = false;
  pump(connection);
}

/** Enough for now: the next flush goes on. */
function rest(connection: ConnectionState): void {
  connection.isResting = true;
  if (connection.isFlushScheduled) return;
  connection.isFlushScheduled = true;
  connection.host.scheduleFlush();
}

/** Waited long enough for windows to open further: sends the little that they let through. */
export function useSmallWindows(connection: ConnectionState): void {
  connection.usesSmallWindows = true;
  for (const stream of connection.streams.list()) makeReady(connection, stream);
  wakeStarved(connection);
  pump(connection);
  connection.usesSmallWindows = false;
}

/** True when a window lets so little through that waiting for more is better (RFC 9113 §5.2.2). */
function isNotWorthwhile(connection: ConnectionState, window: number, wanted: number): boolean {
  if (window <= 0) return true;
  if (
    window >= wanted ||
    window >= WORTHWHILE_BYTES ||
    connection.usesSmallWindows ||
    connection.peer.initialWindowBytes < SMALL_WINDOW_BYTES
  ) {
    return false;
  }
  if (connection.timers.at(Wait.smallWindow) === Infinity) {
    setTimer(connection, Wait.smallWindow, connection.host.nowMs() + LONGEST_WAIT_MS);
  }
  return true;
}

function hasSomethingQueued(stream: Stream): boolean {
  return (stream.queuedBytes > 0 || stream.queuedEnd !== null) && !isLocalEnded(stream.state);
}

/** What the stream would send in its turn. */
function wantedBytes(connection: ConnectionState, stream: Stream): number {
  return Math.min(stream.queuedBytes, QUANTUM_BYTES, connection.peer.maxFrameBytes);
}

function takeTurn(connection: ConnectionState, stream: Stream): void {
  stream.isScheduled = false;
  if (!hasSomethingQueued(stream)) return;
  if (stream.queuedBytes > 0) {
    const wanted = wantedBytes(connection, stream);
    if (isNotWorthwhile(connection, stream.sendWindow, wanted)) return;
    if (isNotWorthwhile(connection, connection.sendWindow, wanted)) {
      stream.isScheduled = true;
      connection.starved.push(stream);
      if (hasManyClosed(connection, connection.starved))
        connection.starved = open(connection.starved);
      return;
    }
    sendQueued(connection, stream, Math.min(wanted, stream.sendWindow, connection.sendWindow));
    if (isPartDue(connection)) connection.host.flush();
  } else {
    sendEnd(connection, stream);
  }
  if (stream.isFull && hasRoomAgain(stream) && !isLocalEnded(stream.state)) {
    stream.isFull = false;
    connection.sink.onWritable(stream);
  }
  makeReady(connection, stream);
}

function isPartDue({ output, streams, peer }: ConnectionState): boolean {
  if (output.length < QUANTUM_BYTES) return false;
  const underWay = streams.size * peer.initialWindowBytes;
  return underWay <= NARROW_BYTES && output.length >= underWay / 4;
}

function hasRoomAgain(stream: Stream): boolean {
  return (
    stream.queuedBytes <= QUEUE_LOW_BYTES &&
    (stream.queue === null || stream.queue.length <= QUEUE_LOW_ENTRIES)
  );
}

/**
 * Streams that were reset while they stood in a list leave it once they could be half of it: a peer that
 * never opens a window, or never reads, must not gather all that it ever reset.
 */
function hasManyClosed(connection: ConnectionState, list: readonly Stream[]): boolean {
  return list.length > 2 * connection.streams.size + 16;
}

function open(list: readonly Stream[]): Stream[] {
  return list.filter((stream) => stream.state !== StreamState.closed);
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
  connection.queuedBytes -= byteCount;
  stream.sendWindow -= byteCount;
  connection.sendWindow -= byteCount;
  // A peer that opens its windows by crumbs does not earn what it pays for them with.
  const isCrumb = byteCount < WORTHWHILE_BYTES && stream.queuedBytes > 0;
  if (!isCrumb) connection.counters.dataFramesSent++;
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

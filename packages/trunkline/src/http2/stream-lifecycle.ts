// How streams end, by whichever side, and what becomes free then: the map entry, the slot, the bytes
// that nobody will consume any more.

import type { ConnectionState } from "./connection-state.js";
import { ErrorCode, type StreamError } from "./errors.js";
import { returnConnectionCredit } from "./receive-window.js";
import { sendReset } from "./send-control.js";
import type { Stream } from "./stream.js";
import { afterLocalEnd, afterRemoteEnd, isRemoteEnded, StreamState } from "./stream-state.js";
import { beginIdle } from "./waiting.js";

/** END_STREAM has been sent. A server that ends before its client asks it to stop (RFC 9113 §8.1). */
export function endLocal(connection: ConnectionState, stream: Stream): void {
  if (connection.isServer && !isRemoteEnded(stream.state)) {
    sendReset(connection, stream.id, ErrorCode.NO_ERROR);
    connection.closedStreams.addReset(stream.id, stream.receiveWindow);
    completeStream(connection, stream);
    return;
  }
  stream.state = afterLocalEnd(stream.state);
  if (stream.state === StreamState.closed) completeStream(connection, stream);
}

/**
 * END_STREAM has been received. True when that has closed the stream and freed its slot: the caller
 * announces it once the sink has heard of the end.
 */
export function endRemote(connection: ConnectionState, stream: Stream): boolean {
  stream.state = afterRemoteEnd(stream.state);
  if (stream.state !== StreamState.closed) return false;
  connection.counters.streamsCompleted++;
  return takeOffWire(connection, stream);
}

/** A call that ran to its end: the ledger counts it in the peer's favour. */
function completeStream(connection: ConnectionState, stream: Stream): void {
  connection.counters.streamsCompleted++;
  closeStream(connection, stream);
}

/**
 * Takes the stream off the wire. What was received stays counted until the layer above has consumed it,
 * unless its handler has settled: then nobody will.
 */
export function closeStream(connection: ConnectionState, stream: Stream): void {
  if (takeOffWire(connection, stream)) announceSlot(connection);
}

/** Closes the stream without telling anyone. True when a slot has come free. */
function takeOffWire(connection: ConnectionState, stream: Stream): boolean {
  stream.state = StreamState.closed;
  connection.queuedBytes -= stream.queuedBytes;
  stream.queue = null;
  stream.queuedBytes = 0;
  stream.queuedEnd = null;
  connection.streams.delete(stream.id);
  if (connection.lastStream === stream) connection.lastStream = null;
  if (connection.dataStream === stream) dropRestOfFrame(connection, stream);
  if (stream.isReleased) dropUnconsumed(connection, stream);
  if (connection.isServer && !stream.isReleased) return false;
  connection.slotsTaken--;
  return true;
}

/** The handler of a server's stream has settled. */
export function releaseStream(connection: ConnectionState, stream: Stream): void {
  if (stream.isReleased) return;
  stream.isReleased = true;
  if (!connection.isServer || stream.state !== StreamState.closed) return;
  // The connection is ending, and will close this stream in its turn.
  if (connection.isDead && connection.streams.get(stream.id) === stream) return;
  dropUnconsumed(connection, stream);
  connection.slotsTaken--;
  // After onClosed the sink hears nothing more.
  if (!connection.isDead) announceSlot(connection);
}

/** Forgets received bytes that nobody will consume, so that the connection's window opens again. */
export function dropUnconsumed(connection: ConnectionState, stream: Stream): void {
  if (stream.unconsumedBytes === 0) return;
  connection.unconsumedBytes -= stream.unconsumedBytes;
  stream.unconsumedBytes = 0;
  returnConnectionCredit(connection);
}

/**
 * The stream closes in the middle of a DATA frame, all of which was counted when it began: what has not
 * arrived will not be passed on, so it will not be consumed either.
 */
function dropRestOfFrame(connection: ConnectionState, stream: Stream): void {
  connection.dataStream = null;
  const restBytes = Math.min(connection.dataRemainingBytes, stream.unconsumedBytes);
  connection.unconsumedBytes -= restBytes;
  stream.unconsumedBytes -= restBytes;
}

/** Closes a stream and tells the layer above why. */
export function endWithError(
  connection: ConnectionState,
  stream: Stream,
  error: StreamError,
): void {
  const isSlotFree = takeOffWire(connection, stream);
  dropUnconsumed(connection, stream);
  connection.sink.onReset(stream, error);
  // Only now: what the sink does with the slot must not come before the end that freed it.
  if (isSlotFree) announceSlot(connection);
}

/** Says that a slot has come free. */
export function announceSlot(connection: ConnectionState): void {
  if (connection.slotsTaken === 0) {
    beginIdle(connection);
    connection.sink.onIdle();
  }
  if (connection.isCapacityWanted && !connection.isDead) {
    connection.isCapacityWanted = false;
    connection.sink.onCapacity();
  }
}

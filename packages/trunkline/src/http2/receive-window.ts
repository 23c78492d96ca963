// The windows that we grant (RFC 9113 §5.2, §5.2.1, §6.9). A stream's window opens as the layer above consumes its
// bytes, so a slow reader holds a bounded number of them. The connection's window opens on arrival,
// until all streams together hold `maxBufferedBytes`: one slow reader must not stop the others.
//
// Updates are sent once half of the connection's window has been used up, or a quarter of a stream's, or 1.5 and
// 1 MiB of wide ones. With half of a stream's, a peer that had no other one did without a third of it. A stream's
// takes the connection's with it where that is more than half due: each that is sent alone is a write of its own,
// and wakes the peer once more.

import type { ConnectionState } from "./connection-state.js";
import { sendWindowUpdate, widenOwnWindow } from "./send-control.js";
import { measureBandwidth } from "./size-windows.js";
import type { Stream } from "./stream.js";
import { isRemoteEnded } from "./stream-state.js";

/**
 * Counts `byteCount` received flow-controlled bytes of a stream against the connection's window.
 * False when the peer has sent more than it was granted.
 */
export function takeConnectionCredit(connection: ConnectionState, byteCount: number): boolean {
  connection.receiveWindow -= byteCount;
  connection.unreturnedBytes += byteCount;
  return connection.receiveWindow >= 0;
}

/** Opens the connection's window again as far as memory in use allows. */
export function returnConnectionCredit(connection: ConnectionState): void {
  if (connection.unreturnedBytes < connection.updateBytes || connection.isDead) return;
  if (sendConnectionUpdate(connection)) measureBandwidth(connection);
}

/** False where too much waits to be consumed. */
function sendConnectionUpdate(connection: ConnectionState): boolean {
  if (connection.unconsumedBytes > connection.options.maxBufferedBytes) return false;
  const increment = connection.unreturnedBytes;
  connection.unreturnedBytes = 0;
  widenOwnWindow(connection, increment);
  return true;
}

/** The layer above has used up `byteCount` bytes of the stream. */
export function consumeBytes(connection: ConnectionState, stream: Stream, byteCount: number): void {
  const consumed = Math.min(byteCount, stream.unconsumedBytes);
  stream.unconsumedBytes -= consumed;
  connection.unconsumedBytes -= consumed;
  returnConnectionCredit(connection);
  returnStreamCredit(connection, stream, consumed);
}

/** The layer above keeps `byteCount` bytes of the stream: they count for the stream's window alone from now on. */
export function keepBytes(connection: ConnectionState, stream: Stream, byteCount: number): void {
  const kept = Math.min(byteCount, stream.unconsumedBytes);
  stream.unconsumedBytes -= kept;
  stream.keptBytes += kept;
  connection.unconsumedBytes -= kept;
  returnConnectionCredit(connection);
}

/** The layer above has done with `byteCount` of the bytes that it kept. */
export function giveBackBytes(
  connection: ConnectionState,
  stream: Stream,
  byteCount: number,
): void {
  const given = Math.min(byteCount, stream.keptBytes);
  stream.keptBytes -= given;
  returnStreamCredit(connection, stream, given);
}

/** Gives `byteCount` consumed or discarded bytes of the stream back to the peer, when it is worth a frame. */
export function returnStreamCredit(
  connection: ConnectionState,
  stream: Stream,
  byteCount: number,
): void {
  if (isRemoteEnded(stream.state)) return;
  stream.unreturnedBytes += byteCount;
  if (stream.unreturnedBytes < connection.streamUpdateBytes || connection.isDead) return;
  const increment = stream.unreturnedBytes + growthOf(connection, stream);
  stream.unreturnedBytes = 0;
  stream.receiveWindow += increment;
  sendWindowUpdate(connection, stream.id, increment);
  if (connection.unreturnedBytes * 2 > connection.updateBytes) sendConnectionUpdate(connection);
  measureBandwidth(connection);
}

/** How much the stream's window is smaller than it should be by now. */
function growthOf(connection: ConnectionState, stream: Stream): number {
  const heldBytes = stream.unconsumedBytes + stream.keptBytes + stream.unreturnedBytes;
  const windowBytes = stream.receiveWindow + heldBytes;
  return Math.max(0, connection.bandwidth.windowBytes - windowBytes);
}

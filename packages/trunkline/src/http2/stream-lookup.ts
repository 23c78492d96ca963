// From a frame's stream id to the stream, and what it means when there is none (RFC 9113 §5.1, §5.1.1).

import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Cost } from "./cost-ledger.js";
import { ErrorCode } from "./errors.js";
import type { Stream } from "./stream.js";
import { refuseStream } from "./stream-faults.js";
import { StreamState } from "./stream-state.js";

/** The open stream with this id, or null. */
export function findStream(connection: ConnectionState, streamId: number): Stream | null {
  const last = connection.lastStream;
  if (last !== null && last.id === streamId) return last;
  const stream = connection.streams.get(streamId);
  // One that we have opened and not begun does not exist for the peer.
  if (stream !== null && stream.state === StreamState.idle) return null;
  connection.lastStream = stream;
  return stream;
}

/** True for an id that has never been used: neither open now nor before. */
export function isIdle(connection: ConnectionState, streamId: number): boolean {
  const isClientId = (streamId & 1) === 1;
  // Even ids would be pushed streams, which are refused, so they are idle for ever.
  if (!isClientId) return true;
  // The peer has opened it, as far as it knows; we have only not looked at it.
  if (isBeyondGoAway(connection, streamId)) return false;
  return (
    streamId > connection.lastStreamId ||
    connection.closedStreams.wasSkipped(streamId) ||
    connection.streams.get(streamId)?.state === StreamState.idle
  );
}

/**
 * DATA came for a stream that is not open. Harmless if we reset it or promised not to look at it, as long as its
 * window would have let it through; otherwise an error, of the connection where the peer must have known better.
 */
export function dataOnClosedStream(
  connection: ConnectionState,
  streamId: number,
  byteCount: number,
): void {
  if (streamId === 0 || isIdle(connection, streamId)) {
    failConnection(
      connection,
      ErrorCode.PROTOCOL_ERROR,
      streamId === 0
        ? "DATA on stream 0: expected a stream (RFC 9113 §6)"
        : `DATA on stream ${streamId}, which is idle (RFC 9113 §5.1)`,
    );
  } else if (isBeyondGoAway(connection, streamId) || isHarmless(connection, streamId)) {
    takeLateData(connection, streamId, byteCount);
  } else {
    refuseStream(connection, streamId, ErrorCode.STREAM_CLOSED, Cost.streamFault);
  }
}

/** DATA on a stream that is gone may have been under way; a peer that goes on beyond windows looks at none. */
function takeLateData(connection: ConnectionState, streamId: number, byteCount: number): void {
  const excessBytes = connection.closedStreams.takeLateCredit(byteCount);
  if (excessBytes === 0) return;
  failConnection(
    connection,
    ErrorCode.FLOW_CONTROL_ERROR,
    `DATA on stream ${streamId}, which is closed, exceeds by ${excessBytes} octets what closed streams had left of their windows (RFC 9113 §6.9.1)`,
  );
}

/** A stream error where there is no stream any more; nothing where this side may have sent one before. */
export function resetClosedStream(
  connection: ConnectionState,
  streamId: number,
  code: ErrorCode,
): void {
  if (isHarmless(connection, streamId)) return;
  refuseStream(connection, streamId, code, Cost.streamFault);
}

/** True where this side may have reset the closed stream before, so that what comes for it was under way. */
function isHarmless({ closedStreams }: ConnectionState, streamId: number): boolean {
  return closedStreams.wasReset(streamId) || closedStreams.hasForgottenResets;
}

/**
 * True for a stream that the peer opened after the last one that our GOAWAY promised to process. Asked only for odd
 * ids: others are not the peer's to open.
 */
export function isBeyondGoAway(connection: ConnectionState, streamId: number): boolean {
  const { goAwaySentLastId } = connection;
  return connection.isServer && goAwaySentLastId >= 0 && streamId > goAwaySentLastId;
}

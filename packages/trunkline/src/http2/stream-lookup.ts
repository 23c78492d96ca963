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
 * A frame that needs an open stream came for one that is not. Harmless if we reset it or promised not
 * to look at it; otherwise an error, of the connection where the peer must have known better.
 */
export function frameOnClosedStream(
  connection: ConnectionState,
  streamId: number,
  frameName: string,
): void {
  if (isBeyondGoAway(connection, streamId)) return;
  if (streamId === 0 || isIdle(connection, streamId)) {
    failConnection(
      connection,
      ErrorCode.PROTOCOL_ERROR,
      streamId === 0
        ? `${frameName} on stream 0: expected a stream (RFC 9113 §6)`
        : `${frameName} on stream ${streamId}, which is idle (RFC 9113 §5.1)`,
    );
    return;
  }
  resetClosedStream(connection, streamId, ErrorCode.STREAM_CLOSED);
}

/** A stream error where there is no stream any more; nothing where this side may have sent one before. */
export function resetClosedStream(
  connection: ConnectionState,
  streamId: number,
  code: ErrorCode,
): void {
  const { closedStreams } = connection;
  if (closedStreams.wasReset(streamId) || closedStreams.hasForgottenResets) return;
  refuseStream(connection, streamId, code, Cost.streamFault);
}

/** True for a stream that the peer opened after the last one that our GOAWAY promised to process. */
export function isBeyondGoAway(connection: ConnectionState, streamId: number): boolean {
  const { goAwaySentLastId } = connection;
  // Even ids are not the peer's to open.
  const isPeers = connection.isServer && (streamId & 1) === 1;
  return isPeers && goAwaySentLastId >= 0 && streamId > goAwaySentLastId;
}

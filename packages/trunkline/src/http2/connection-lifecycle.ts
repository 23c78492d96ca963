// How connections end (RFC 9113 §5.4.1, §5.4.3, §6.8): with every stream on them, and no frame looked at after.

import type { ConnectionState } from "./connection-state.js";
import type { ConnectionError, ErrorCode, StreamError } from "./errors.js";
import { sendGoAway } from "./send-control.js";
import { endWithError } from "./stream-lifecycle.js";
import { StreamState } from "./stream-state.js";

/** The peer broke a rule that the connection cannot survive: GOAWAY, then nothing more. */
export function failConnection(
  connection: ConnectionState,
  code: ErrorCode,
  message: string,
): void {
  if (connection.isDead) return;
  // A message half encoded will never be sent: the GOAWAY takes its place.
  if (connection.messageStart >= 0) {
    connection.output.length = connection.messageStart;
    connection.messageStart = -1;
  }
  sendGoAway(connection, connection.isServer ? connection.lastStreamId : 0, code, message);
  endConnection(connection, { kind: "connection", code, origin: "local", message });
}

/** Ends every stream, then tells the sink. `error` is null when the connection ended in order. */
export function endConnection(connection: ConnectionState, error: ConnectionError | null): void {
  if (connection.isDead) return;
  connection.isDead = true;
  connection.host.wakeAt(Infinity);
  connection.isCapacityWanted = false;
  connection.deferred.length = 0;
  const code = error?.code ?? 0;
  const origin = error?.origin ?? "transport";
  const message = error?.message ?? "The connection was closed";
  const streams = connection.streams.list();
  // None takes anything more before the sink hears of the first: what it then does to another is not sent.
  for (const stream of streams) stream.state = StreamState.closed;
  for (const stream of streams) {
    // The sink may have reset it meanwhile.
    if (connection.streams.get(stream.id) !== stream) continue;
    endWithError(connection, stream, {
      kind: "stream",
      streamId: stream.id,
      code,
      origin,
      message,
      isUnprocessed: false,
    });
  }
  connection.sink.onClosed(error);
}

/** GOAWAY from the peer: streams that it will not process end now, to be tried elsewhere. */
export function endUnprocessedStreams(
  connection: ConnectionState,
  lastStreamId: number,
  error: Omit<StreamError, "streamId">,
): void {
  for (const stream of connection.streams.list()) {
    // The sink may have reset one when it heard of another.
    if (stream.id > lastStreamId && stream.state !== StreamState.closed) {
      endWithError(connection, stream, { ...error, streamId: stream.id });
    }
  }
}

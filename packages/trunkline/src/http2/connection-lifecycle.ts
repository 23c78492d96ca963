// How connections end (RFC 9113 §5.4.1, §6.8): with every stream on them, and no frame looked at after.

import type { ConnectionState } from "./connection-state.js";
import type { ConnectionError, ErrorCode, StreamError } from "./errors.js";
import { sendGoAway } from "./send-control.js";
import { endWithError } from "./stream-lifecycle.js";

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
  connection.isCapacityWanted = false;
  const code = error?.code ?? 0;
  const origin = error?.origin ?? "transport";
  const message = error?.message ?? "The connection was closed";
  for (const stream of connection.streams.list()) {
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
    if (stream.id > lastStreamId) {
      endWithError(connection, stream, { ...error, streamId: stream.id });
    }
  }
}

// Streams that end because the peer broke a rule on them (RFC 9113 §5.4.2).

import { chargeWaste, countReply } from "./abuse.js";
import type { ConnectionState } from "./connection-state.js";
import { Cost } from "./cost-ledger.js";
import type { ErrorCode } from "./errors.js";
import { sendReset } from "./send-control.js";
import type { Stream } from "./stream.js";
import { endWithError } from "./stream-lifecycle.js";

/** Resets a stream for a rule that the peer broke, and tells the layer above (RFC 9113 §5.4.2). */
export function failStream(
  connection: ConnectionState,
  stream: Stream,
  code: ErrorCode,
  message: string,
): void {
  sendReset(connection, stream.id, code);
  connection.closedStreams.addReset(stream.id, stream.receiveWindow);
  endWithError(connection, stream, {
    kind: "stream",
    streamId: stream.id,
    code,
    origin: "local",
    message,
    isUnprocessed: false,
  });
  chargeFault(connection, Cost.streamFault);
}

/** Resets a stream that never was one here: refused, or broken in its first block. */
export function refuseStream(
  connection: ConnectionState,
  streamId: number,
  code: ErrorCode,
  cost: Cost,
): void {
  sendReset(connection, streamId, code);
  // It may have been opened with DATA right behind.
  connection.closedStreams.addReset(streamId, connection.streamWindowBytes);
  chargeFault(connection, cost);
}

function chargeFault(connection: ConnectionState, cost: Cost): void {
  if (chargeWaste(connection, cost)) countReply(connection);
}

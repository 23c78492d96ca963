// PING of this endpoint (RFC 9113 §6.7). The first octet of the payload says what it is for, the last
// four number it; receive-control.ts knows by them what an acknowledgement means.

import type { ConnectionState } from "./connection-state.js";
import { sendPingFrame } from "./send-control.js";

/** Why a PING is sent; the first octet of its payload. */
export const PingPurpose = {
  /** Between the two GOAWAY of a graceful end. */
  drain: 1,
  /** Asked for by the layer above, which hears of the answer. */
  requested: 2,
  /** The size of the connection's pipe. */
  bandwidth: 3,
  /** Whether the peer is there. */
  keepalive: 4,
} as const;
export type PingPurpose = (typeof PingPurpose)[keyof typeof PingPurpose];

/** Sends a PING; at most one of each purpose is under way, so a second one waits for the first's answer. */
export function sendPing(connection: ConnectionState, purpose: PingPurpose): void {
  const bit = 1 << purpose;
  if ((connection.pingsUnderWay & bit) !== 0) return;
  connection.pingsUnderWay |= bit;
  connection.pingNumber = (connection.pingNumber + 1) >>> 0;
  sendPingFrame(connection, purpose, connection.pingNumber);
}

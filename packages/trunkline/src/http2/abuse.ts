// Where the engine meets the ledger: charging an event, and the end of a peer that has overspent
// (RFC 9113 §10.5).

import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import type { Cost } from "./cost-ledger.js";
import { ErrorCode } from "./errors.js";

/** Replies that may wait for a peer that sends and does not read: acknowledgements and resets. */
const MAX_REPLIES_WHILE_BLOCKED = 1000;

/** Charges the peer for one event; ends the connection when it has overspent. False then. */
export function charge(connection: ConnectionState, cost: Cost): boolean {
  const { ledger, options } = connection;
  if (ledger.charge(cost, connection.host)) return true;
  const message = `The connection cost more than its budget of ${options.costBudget} points, with ${options.costRefillPerSecond} a second and what completed calls earn: ${ledger.describe()}`;
  failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
  return false;
}

/**
 * Counts an answer that the peer has asked for with a frame of its own, so that one who asks without
 * reading cannot have answers heaped up for it. False when that has ended the connection.
 */
export function countReply(connection: ConnectionState): boolean {
  if (!connection.isBlocked) return true;
  if (++connection.counters.repliesWhileBlocked <= MAX_REPLIES_WHILE_BLOCKED) return true;
  const message = `The peer asked for more than ${MAX_REPLIES_WHILE_BLOCKED} answers (PING, SETTINGS, faults) without reading them`;
  failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
  return false;
}

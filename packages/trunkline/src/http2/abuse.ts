// Where the engine meets the ledger: charging an event, and the end of a peer that has overspent
// (RFC 9113 §10.5).

import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Cost } from "./cost-ledger.js";
import { ErrorCode } from "./errors.js";

/** Replies that may wait for a peer that sends and does not read: acknowledgements and resets. */
const MAX_REPLIES_WHILE_BLOCKED = 1000;

/** Header octets that make as much work as a frame, a power of two: fields of an octet each are the dearest. */
const HEADER_UNIT_LOG2 = 6;
/** Streams that come to nothing are not charged for header blocks up to this, in such units: 2 KiB. */
const FREE_HEADER_UNITS = 32;
/** What is wasted costs a point for so many units: a reset after 8 KiB of headers four times the usual. */
const HEADER_UNITS_A_POINT = 3;

/** What a header block of `byteLength` is in frames, as work. */
export function headerUnits(byteLength: number): number {
  return byteLength >> HEADER_UNIT_LOG2;
}

/** Charges the peer for one event, or for `count`; ends the connection when it has overspent. False then. */
export function charge(connection: ConnectionState, cost: Cost, count = 1): boolean {
  const { ledger, options } = connection;
  if (ledger.charge(cost, connection.host, count)) return true;
  const message = `The connection cost more than its budget of ${options.costBudget} points, with ${options.costRefillPerSecond} a second and what completed calls earn: ${ledger.describe()}`;
  failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
  return false;
}

/**
 * Charges the peer for a stream that has come to nothing, and for its header blocks where those are long: on
 * average over the connection, so that no stream has to remember its own.
 */
export function chargeWaste(connection: ConnectionState, cost: Cost): boolean {
  if (!charge(connection, cost)) return false;
  const { counters, workDone, headerBlocks } = connection;
  const units = (workDone - counters.framesReceived) / Math.max(1, headerBlocks);
  return chargeHeaders(connection, units - FREE_HEADER_UNITS);
}

/** Charges the peer for so many units of header blocks that were decoded for nothing. */
export function chargeHeaders(connection: ConnectionState, units: number): boolean {
  if (units < HEADER_UNITS_A_POINT) return true;
  return charge(connection, Cost.wastedHeaders, Math.floor(units / HEADER_UNITS_A_POINT));
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

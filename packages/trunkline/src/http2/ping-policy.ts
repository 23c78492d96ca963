// How often a server lets a client ask whether it is there (gRFC A8). A client that asks too often is set up
// wrongly: thousands of them would keep a server busy with nothing. So each PING that comes too soon after the
// one before it is a strike, and the third strike ends the connection.
//
// PING may also measure the connection while it carries data, so whatever HEADERS or DATA was sent since the last
// PING wipes the slate clean: the PING that comes then is no strike, and those before it are forgotten.

import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { ErrorCode } from "./errors.js";
import { PingRecord } from "./keepalive-state.js";

const MAX_STRIKES = 2;
/** Where a client has no call, and may not ask without one, it has this to leave between two PING. */
const IDLE_MIN_TIME_MS = 2 * 60 * 60 * 1000;
/** In GOAWAY: clients know it by this very text, and ask half as often from then on. */
export const TOO_MANY_PINGS = "too_many_pings";

/** A PING has come. False when it was one too many and has ended the connection. */
export function admitPing(connection: ConnectionState): boolean {
  const { minTimeMs, withoutCalls } = connection.options.keepalive;
  if (minTimeMs === 0 || !connection.isServer) return true;
  connection.pingRecord ??= new PingRecord();
  const record = connection.pingRecord;
  const nowMs = connection.host.nowMs();
  const sent = sentFrames(connection);
  const hasSent = sent !== record.sentBefore;
  const leastMs = withoutCalls || connection.slotsTaken > 0 ? minTimeMs : IDLE_MIN_TIME_MS;
  const isTooSoon = nowMs - record.lastAtMs < leastMs;
  record.lastAtMs = nowMs;
  record.sentBefore = sent;
  if (hasSent) record.strikes = 0;
  else if (isTooSoon) record.strikes++;
  if (record.strikes <= MAX_STRIKES) return true;
  failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, TOO_MANY_PINGS);
  return false;
}

/** Grows with each HEADERS and DATA sent: DATA may be empty, and its shortest frames are counted by their octets alone. */
function sentFrames({ counters, sendGrantedBytes, sendWindow }: ConnectionState): number {
  return counters.headerBlocksSent + counters.dataFramesSent + (sendGrantedBytes - sendWindow);
}

// Is the peer still there? After a time without a byte from it a PING asks; when nothing at all comes after
// that either, the connection is lost (gRFC A8, A9).
//
//   quiet --timeMs without a byte--> asking --anything comes--> quiet
//   asking --timeoutMs without a byte--> lost
//   quiet, no streams and not to ask without --timeMs without a byte--> dormant --a stream is opened--> asking
//
// Nothing is done for it when bytes arrive: now and then the count of all bytes is looked at, so what has come
// counts as come when it was seen. A PING leaves timeMs after the last byte, or up to a quarter of that later.

import { endConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { ErrorCode } from "./errors.js";
import { FRAME_HEADER_BYTES } from "./frame.js";
import { Keepalive } from "./keepalive-state.js";
import { PingPurpose, sendPing } from "./pings.js";
import { setTimer } from "./waiting.js";

const LOOKS = 4;
const PING_FRAME_BYTES = FRAME_HEADER_BYTES + 8;
/** A process that has been stopped wakes to timers first, and to what has arrived meanwhile after them. */
const LAST_LOOK_MS = 1;

/** The peer has answered for the first time: from now on it is asked after. */
export function beginKeepalive(connection: ConnectionState): void {
  if (connection.options.keepalive.timeMs === Infinity) return;
  const nowMs = connection.host.nowMs();
  connection.keepalive = new Keepalive(nowMs);
  lookAgain(connection, connection.keepalive, nowMs);
}

/** A client opens a stream on a connection that has been silent: it had better be there. */
export function wakeKeepalive(connection: ConnectionState): void {
  const { keepalive } = connection;
  if (keepalive?.state === "dormant") ask(connection, keepalive, connection.host.nowMs());
}

/** Time to look what has come. */
export function checkKeepalive(connection: ConnectionState, nowMs: number): void {
  const keepalive = connection.keepalive!;
  const { timeMs, timeoutMs } = connection.options.keepalive;
  const { bytesReceived } = connection.counters;
  // While the peer does not take what is sent, nothing of it may be read, and its time is up elsewhere (stallTimeoutMs).
  if (bytesReceived !== keepalive.seenBytes || connection.isBlocked) {
    keepalive.seenBytes = bytesReceived;
    seen(connection, keepalive, nowMs);
  } else if (keepalive.state === "asking") {
    keepalive.state = "lastLook";
    setTimer(connection, Wait.keepalive, nowMs + LAST_LOOK_MS);
  } else if (keepalive.state === "lastLook") {
    endConnection(connection, {
      kind: "connection",
      code: ErrorCode.INTERNAL_ERROR,
      origin: "transport",
      message: `The peer has not answered a PING within ${timeoutMs} ms (keepalive)`,
    });
  } else if (nowMs < keepalive.seenAtMs + timeMs) {
    lookAgain(connection, keepalive, nowMs);
  } else if (asksNow(connection)) {
    ask(connection, keepalive, nowMs);
  } else {
    keepalive.state = "dormant";
  }
}

/** The peer has answered. */
export function keepaliveAnswered(connection: ConnectionState): void {
  const { keepalive } = connection;
  if (keepalive === null) return;
  // The answer itself is counted only when its chunk has been taken in.
  keepalive.seenBytes = connection.counters.bytesReceived + PING_FRAME_BYTES;
  seen(connection, keepalive, connection.host.nowMs());
}

function seen(connection: ConnectionState, keepalive: Keepalive, nowMs: number): void {
  keepalive.state = "quiet";
  keepalive.seenAtMs = nowMs;
  lookAgain(connection, keepalive, nowMs);
}

function asksNow({ isServer, options, slotsTaken }: ConnectionState): boolean {
  return isServer || options.keepalive.withoutCalls || slotsTaken > 0;
}

function ask(connection: ConnectionState, keepalive: Keepalive, nowMs: number): void {
  keepalive.state = "asking";
  keepalive.seenBytes = connection.counters.bytesReceived;
  sendPing(connection, PingPurpose.keepalive);
  setTimer(connection, Wait.keepalive, nowMs + connection.options.keepalive.timeoutMs);
}

function lookAgain(connection: ConnectionState, keepalive: Keepalive, nowMs: number): void {
  const { timeMs } = connection.options.keepalive;
  setTimer(
    connection,
    Wait.keepalive,
    Math.min(nowMs + timeMs / LOOKS, keepalive.seenAtMs + timeMs),
  );
}

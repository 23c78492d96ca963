// What happens when a connection has waited long enough (connection-timers.ts). While the peer takes nothing, its socket
// is not read, so its SETTINGS acknowledgement or the rest of a frame may already be there. Both timers then begin anew;
// stallTimeoutMs ends such a connection.

import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { ErrorCode } from "./errors.js";
import { finishDrain, goAwayForIdleness } from "./graceful-end.js";
import { checkKeepalive } from "./keepalive.js";
import { checkStalls } from "./stall-watch.js";
import { setTimer } from "./waiting.js";
import { useSmallWindows } from "./write-scheduler.js";

/** Deals with everything whose time has come. */
export function checkTimers(connection: ConnectionState, nowMs: number): void {
  connection.wakesAtMs = Infinity;
  for (const wait of Object.values(Wait)) {
    if (connection.isDead) return;
    if (connection.timers.at(wait) > nowMs) continue;
    connection.timers.set(wait, Infinity);
    expire(connection, wait, nowMs);
  }
  if (connection.isDead) return;
  connection.wakesAtMs = connection.timers.nextMs;
  connection.host.wakeAt(connection.wakesAtMs);
}

function expire(connection: ConnectionState, wait: Wait, nowMs: number): void {
  const { options } = connection;
  switch (wait) {
    case Wait.handshake: {
      const wanted = connection.isServer ? "the HTTP/2 preface and SETTINGS" : "SETTINGS";
      const message = `The peer did not send ${wanted} within ${options.handshakeTimeoutMs} ms (RFC 9113 §3.4)`;
      failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
      break;
    }
    case Wait.settingsAck: {
      if (connection.isBlocked) {
        setTimer(connection, wait, nowMs + options.settingsTimeoutMs);
        break;
      }
      const message = `The peer did not acknowledge SETTINGS within ${options.settingsTimeoutMs} ms (RFC 9113 §6.5.3)`;
      failConnection(connection, ErrorCode.SETTINGS_TIMEOUT, message);
      break;
    }
    case Wait.frame:
      checkFrame(connection, nowMs);
      break;
    case Wait.drain:
      finishDrain(connection);
      break;
    case Wait.stall:
      checkStalls(connection, nowMs);
      break;
    case Wait.idle:
      checkIdle(connection, nowMs);
      break;
    case Wait.smallWindow:
      useSmallWindows(connection);
      break;
    case Wait.keepalive:
      checkKeepalive(connection, nowMs);
      break;
  }
}

function checkFrame(connection: ConnectionState, nowMs: number): void {
  if (connection.frameBeganAtMs === Infinity) return;
  const { headerTimeoutMs } = connection.options;
  if (connection.isBlocked) {
    connection.frameBeganAtMs = nowMs;
    setTimer(connection, Wait.frame, nowMs + headerTimeoutMs);
    return;
  }
  const dueAtMs = connection.frameBeganAtMs + headerTimeoutMs;
  if (dueAtMs > nowMs) {
    setTimer(connection, Wait.frame, dueAtMs);
    return;
  }
  const what =
    connection.continuationStreamId === 0
      ? "a frame that it had begun"
      : `the header block of stream ${connection.continuationStreamId}`;
  const message = `The peer did not complete ${what} within ${headerTimeoutMs} ms`;
  failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
}

/** Calls come and go without touching the timer: it looks, when it goes off, since when there was none. */
function checkIdle(connection: ConnectionState, nowMs: number): void {
  // With calls under way nothing is waited for: the end of the last one begins anew.
  if (connection.slotsTaken > 0) return;
  const dueAtMs = connection.idleSinceMs + connection.options.idleTimeoutMs;
  if (dueAtMs > nowMs) setTimer(connection, Wait.idle, dueAtMs);
  else goAwayForIdleness(connection);
}

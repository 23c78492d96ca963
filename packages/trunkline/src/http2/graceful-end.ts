// How a server lets a connection end without losing a call (RFC 9113 §6.8): GOAWAY with the highest id
// there is says that the end is near; PING comes back after everything that was under way by then; and
// the second GOAWAY names the last stream that will be processed.
//
//   open --drain()--> GOAWAY 2147483647, PING --acknowledged, or time is up--> GOAWAY last id
//        --last stream closed--> drained

import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { ErrorCode } from "./errors.js";
import { LARGEST_STREAM_ID } from "./frame.js";
import { PingPurpose, sendPing } from "./pings.js";
import { sendGoAway } from "./send-control.js";
import { setTimer } from "./waiting.js";

/** A peer that does not answer is not waited for longer than this. */
const DRAIN_PING_TIMEOUT_MS = 5_000;
/** A client that has connected and said nothing is waited for no longer than this. */
const DRAIN_PREFACE_TIMEOUT_MS = 1_000;

/** Begins the end. A client has no streams of the peer to be careful of: one GOAWAY does. */
export function beginDrain(
  connection: ConnectionState,
  debugText: string,
  onLastStreamNamed: (() => void) | null = null,
): void {
  if (connection.isDead || connection.goAwaySentLastId >= 0) return;
  connection.onLastStreamNamed = onLastStreamNamed;
  if (!connection.isServer) {
    endAt(connection, 0, debugText);
    return;
  }
  connection.goAwaySentLastId = LARGEST_STREAM_ID;
  connection.drainText = debugText;
  if (connection.hasPeerSettings) {
    announceDrain(connection);
  } else {
    // A client sends its first request with its preface: a GOAWAY for all streams would cross it, and a proxy such as
    // nginx does not send that request again.
    setTimer(connection, Wait.drain, connection.host.nowMs() + DRAIN_PREFACE_TIMEOUT_MS);
  }
}

/** The peer's SETTINGS have come: what waited for them goes on. */
export function drainAfterPreface(connection: ConnectionState): void {
  if (connection.goAwaySentLastId === LARGEST_STREAM_ID) announceDrain(connection);
}

function announceDrain(connection: ConnectionState): void {
  sendGoAway(connection, LARGEST_STREAM_ID, ErrorCode.NO_ERROR, connection.drainText);
  sendPing(connection, PingPurpose.drain);
  setTimer(connection, Wait.drain, connection.host.nowMs() + DRAIN_PING_TIMEOUT_MS);
}

/** The peer has seen the first GOAWAY, or takes too long to say so. */
export function finishDrain(connection: ConnectionState): void {
  if (connection.goAwaySentLastId !== LARGEST_STREAM_ID) return;
  setTimer(connection, Wait.drain, Infinity);
  endAt(connection, connection.lastStreamId, connection.drainText);
}

/** No stream for so long: the peer may connect again when it needs to. */
export function goAwayForIdleness(connection: ConnectionState): void {
  const { isServer, options } = connection;
  // What other servers of gRPC say (gRFC A9).
  beginDrain(connection, isServer ? "max_idle" : `No call for ${options.idleTimeoutMs} ms`);
}

function endAt(connection: ConnectionState, lastStreamId: number, debugText: string): void {
  connection.goAwaySentLastId = lastStreamId;
  sendGoAway(connection, lastStreamId, ErrorCode.NO_ERROR, debugText);
  connection.onLastStreamNamed?.();
  if (connection.slotsTaken === 0) connection.sink.onIdle();
}

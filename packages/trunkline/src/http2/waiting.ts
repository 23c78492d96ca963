// Beginning and ceasing to wait for something of the peer (connection-timers.ts): what arms the timers.

import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";

/** Waits until `atMs`, of the host's clock; Infinity no longer. */
export function setTimer(connection: ConnectionState, wait: Wait, atMs: number): void {
  const { timers } = connection;
  if (connection.isDead) return;
  if (timers.at(wait) === atMs) return;
  timers.set(wait, atMs);
  const nextMs = timers.nextMs;
  if (nextMs === connection.wakesAtMs) return;
  connection.wakesAtMs = nextMs;
  connection.host.wakeAt(nextMs);
}

/**
 * A chunk has ended within a frame or a header block: its time runs from its first octet, however many chunks
 * it comes in. Chunks end so all the time and the next one goes on, so the timer is left to go off and look
 * what is there then.
 */
export function awaitFrame(connection: ConnectionState): void {
  if (connection.frameBeganAtMs !== Infinity) return;
  const nowMs = connection.host.nowMs();
  connection.frameBeganAtMs = nowMs;
  if (connection.timers.at(Wait.frame) !== Infinity) return;
  setTimer(connection, Wait.frame, nowMs + connection.options.headerTimeoutMs);
}

/** A frame has come to its end: nothing more is waited for, unless it is part of a header block. */
export function frameIsComplete(connection: ConnectionState): void {
  if (connection.continuationStreamId === 0) connection.frameBeganAtMs = Infinity;
}

/** The last stream has gone, or the connection has begun without one. */
export function beginIdle(connection: ConnectionState): void {
  if (connection.options.idleTimeoutMs === Infinity) return;
  connection.idleSinceMs = connection.host.nowMs();
  if (connection.timers.at(Wait.idle) !== Infinity) return;
  setTimer(connection, Wait.idle, connection.idleSinceMs + connection.options.idleTimeoutMs);
}

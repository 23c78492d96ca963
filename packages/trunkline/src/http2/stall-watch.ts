// Clients that ask for much and let none of it through: windows kept closed pin what waits for them, for
// as long as the connection lives (HTTP/2 Bomb, Data Dribble). A slow reader is not an attack: a worker
// may take its time over each message of a stream, and its stream pins one queue. So streams are only
// ended for standing still while a connection as a whole has more than its allowance waiting. What a client
// has queued is its own: nobody made it do so, and its deadlines rule there.

import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { ErrorCode } from "./errors.js";
import { nextMark, type StallMarks } from "./stall-marks.js";
import type { Stream } from "./stream.js";
import { failStream } from "./stream-faults.js";
import { StreamState } from "./stream-state.js";
import { setTimer } from "./waiting.js";

/** Something has been queued: a server looks in a while whether it has left. */
export function watchForStalls(connection: ConnectionState): void {
  if (!connection.isServer) return;
  if (connection.timers.at(Wait.stall) !== Infinity) return;
  const { stallTimeoutMs } = connection.options;
  if (stallTimeoutMs === Infinity) return;
  setTimer(connection, Wait.stall, connection.host.nowMs() + stallTimeoutMs / 4);
}

/** Ends streams that have stood still for too long, if more than the allowance waits. */
export function checkStalls(connection: ConnectionState, nowMs: number): void {
  const { stallTimeoutMs, maxStalledBytes } = connection.options;
  const marks: StallMarks = new Map();
  const stalled: Stream[] = [];
  let queuedBytes = 0;
  for (const stream of connection.streams.list()) {
    if (stream.queuedBytes === 0) continue;
    queuedBytes += stream.queuedBytes;
    const mark = nextMark(connection.stallMarks?.get(stream), stream, nowMs);
    marks.set(stream, mark);
    if (nowMs - mark.sinceMs >= stallTimeoutMs) stalled.push(stream);
  }
  connection.stallMarks = marks.size > 0 ? marks : null;
  if (queuedBytes > maxStalledBytes) {
    for (const stream of stalled) endStalled(connection, stream);
  }
  if (marks.size > 0 && !connection.isDead) watchForStalls(connection);
}

function endStalled(connection: ConnectionState, stream: Stream): void {
  connection.stallMarks?.delete(stream);
  // The sink may have reset it when it heard of another.
  if (stream.state === StreamState.closed) return;
  const message = `The peer has not taken any of ${stream.queuedBytes} octets on stream ${stream.id} for ${connection.options.stallTimeoutMs} ms, with more than ${connection.options.maxStalledBytes} waiting on the connection`;
  failStream(connection, stream, ErrorCode.ENHANCE_YOUR_CALM, message);
}

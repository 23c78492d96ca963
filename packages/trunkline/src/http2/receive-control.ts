// Frames that manage the connection and its streams: RST_STREAM, SETTINGS, PING, GOAWAY,
// WINDOW_UPDATE, and PRIORITY, which is only checked (RFC 9113 §6.3 to §6.9).

import { readUint32 } from "../base/index.js";
import { charge, chargeWaste, countReply } from "./abuse.js";
import { endUnprocessedStreams, failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import { Cost } from "./cost-ledger.js";
import { describeGoAway } from "./describe-go-away.js";
import { ErrorCode, errorCodeName } from "./errors.js";
import { Flag, readUint31 } from "./frame.js";
import { drainAfterPreface, finishDrain } from "./graceful-end.js";
import { beginKeepalive, keepaliveAnswered } from "./keepalive.js";
import { admitPing } from "./ping-policy.js";
import { PingPurpose } from "./pings.js";
import { sendPingAck, sendSettingsAck } from "./send-control.js";
import { applySettings, LARGEST_WINDOW_BYTES } from "./settings.js";
import { bandwidthMeasured } from "./size-windows.js";
import { failStream } from "./stream-faults.js";
import { closeStream, endWithError } from "./stream-lifecycle.js";
import { findStream, isIdle, resetClosedStream } from "./stream-lookup.js";
import { isRemoteEnded, StreamState } from "./stream-state.js";
import { setTimer } from "./waiting.js";
import { makeReady, pump, wakeStarved } from "./write-scheduler.js";

/** Six have a meaning for us, and extensions add a few. */
const MAX_SETTINGS = 32;

/** PRIORITY: obsolete, but its form is still checked (RFC 9113 §5.3, §6.3, RFC 7540 §5.3.1). */
export function receivePriority(
  connection: ConnectionState,
  streamId: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (streamId === 0) {
    const message = "PRIORITY on stream 0: expected a stream (RFC 9113 §6.3)";
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  if (!charge(connection, Cost.priority)) return;
  const isSelfDependent = end - start === 5 && readUint31(bytes, start) === streamId;
  if (end - start === 5 && !isSelfDependent) return;
  const code = isSelfDependent ? ErrorCode.PROTOCOL_ERROR : ErrorCode.FRAME_SIZE_ERROR;
  const message = isSelfDependent
    ? `Stream ${streamId} depends on itself (RFC 7540 §5.3.1)`
    : `PRIORITY on stream ${streamId} has ${end - start} octets: expected 5 (RFC 9113 §6.3)`;
  const stream = findStream(connection, streamId);
  if (stream !== null) failStream(connection, stream, code, message);
  else if (isIdle(connection, streamId)) failConnection(connection, code, message);
  else resetClosedStream(connection, streamId, code);
}

export function receiveReset(
  connection: ConnectionState,
  streamId: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (end - start !== 4) {
    const message = `RST_STREAM on stream ${streamId} has ${end - start} octets: expected 4 (RFC 9113 §6.4)`;
    failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
    return;
  }
  const stream = findStream(connection, streamId);
  if (stream === null) {
    if (streamId === 0 || isIdle(connection, streamId)) {
      const message = `RST_STREAM on stream ${streamId}, which is idle (RFC 9113 §6.4)`;
      failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    } else {
      charge(connection, Cost.strayFrame);
    }
    return;
  }
  connection.counters.resetsReceived++;
  const code = readUint32(bytes, start);
  if (code === ErrorCode.NO_ERROR && !connection.isServer && isRemoteEnded(stream.state)) {
    // The response is complete; the server only says that it will not read the rest (RFC 9113 §8.1).
    closeStream(connection, stream);
    return;
  }
  const isFree = !connection.isServer || connection.sink.isResetFree(stream);
  // The sink may have reset it itself when it was asked.
  if (stream.state === StreamState.closed) return;
  endWithError(connection, stream, {
    kind: "stream",
    streamId,
    code,
    origin: "remote",
    message: `The peer reset stream ${streamId} with ${errorCodeName(code)}`,
    isUnprocessed: code === ErrorCode.REFUSED_STREAM,
  });
  if (!isFree) chargeWaste(connection, Cost.reset);
}

export function receiveSettings(
  connection: ConnectionState,
  streamId: number,
  flags: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (streamId !== 0) {
    const message = `SETTINGS on stream ${streamId}: expected stream 0 (RFC 9113 §6.5)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  const isAck = (flags & Flag.ACK) !== 0;
  if ((end - start) % 6 !== 0 || (isAck && end > start)) {
    const wanted = isAck ? "none in an acknowledgement" : "a multiple of 6";
    const message = `SETTINGS has ${end - start} octets: expected ${wanted} (RFC 9113 §6.5)`;
    failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
    return;
  }
  if (isAck) {
    if (!connection.isSettingsAckDue) {
      // Harmless, but nobody asked for it.
      charge(connection, Cost.settings);
      return;
    }
    connection.isSettingsAckDue = false;
    setTimer(connection, Wait.settingsAck, Infinity);
    connection.bandwidth.learnRoundTrip(connection.host.nowMs() - connection.settingsSentAtMs);
    applyOwnWindow(connection);
    return;
  }
  if (end - start > 6 * MAX_SETTINGS) {
    const message = `SETTINGS has ${(end - start) / 6} entries: expected at most ${MAX_SETTINGS}`;
    failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
    return;
  }
  if (!charge(connection, Cost.settings) || !countReply(connection)) return;
  const { peer } = connection;
  const windowBefore = peer.initialWindowBytes;
  const isFirst = !connection.hasPeerSettings;
  if (isFirst) {
    connection.hasPeerSettings = true;
    // The peer is there, and our SETTINGS have been on their way for as long as its own.
    setTimer(connection, Wait.handshake, Infinity);
    const { settingsTimeoutMs } = connection.options;
    setTimer(connection, Wait.settingsAck, connection.host.nowMs() + settingsTimeoutMs);
    beginKeepalive(connection);
    // The cautious assumption is over: a limit that is not named does not exist (RFC 9113 §6.5.2).
    peer.maxConcurrentStreams = 0xffff_ffff;
  }
  const fault = applySettings(peer, bytes, start, end, !connection.isServer);
  if (fault !== null) {
    failConnection(connection, fault.code, fault.message);
    return;
  }
  connection.encoder.setPeerTableBytes(peer.headerTableBytes);
  sendSettingsAck(connection);
  changeStreamWindows(connection, peer.initialWindowBytes - windowBefore);
  if (isFirst && !connection.isDead) {
    connection.sink.onSettings();
    drainAfterPreface(connection);
  }
  if (connection.isCapacityWanted && !connection.isDead) {
    connection.isCapacityWanted = false;
    connection.sink.onCapacity();
  }
}

/**
 * The peer knows our SETTINGS now, so a window smaller than the initial one holds from here on, also for
 * streams that it opened before (RFC 9113 §6.5.3, §6.9.2).
 */
function applyOwnWindow(connection: ConnectionState): void {
  const difference = connection.streamWindowBytes - connection.options.streamWindowBytes;
  if (difference === 0) return;
  connection.streamWindowBytes = connection.options.streamWindowBytes;
  for (const stream of connection.streams.list()) stream.receiveWindow -= difference;
}

/** A new SETTINGS_INITIAL_WINDOW_SIZE moves the window of every open stream (RFC 9113 §6.9.2). */
function changeStreamWindows(connection: ConnectionState, difference: number): void {
  if (difference === 0) return;
  for (const stream of connection.streams.list()) {
    if (stream.sendWindow + difference > LARGEST_WINDOW_BYTES) {
      const message = `SETTINGS_INITIAL_WINDOW_SIZE lifts the window of stream ${stream.id} past ${LARGEST_WINDOW_BYTES} (RFC 9113 §6.9.2)`;
      failConnection(connection, ErrorCode.FLOW_CONTROL_ERROR, message);
      return;
    }
    stream.sendWindow += difference;
    if (difference > 0) makeReady(connection, stream);
  }
  // Where the peer's windows are all small from now on, what is left of the connection's is worth using.
  wakeStarved(connection);
  pump(connection);
}

export function receivePing(
  connection: ConnectionState,
  streamId: number,
  flags: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (streamId !== 0) {
    const message = `PING on stream ${streamId}: expected stream 0 (RFC 9113 §6.7)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
  } else if (end - start !== 8) {
    const message = `PING has ${end - start} octets: expected 8 (RFC 9113 §6.7)`;
    failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
  } else if ((flags & Flag.ACK) !== 0) {
    receivePingAck(connection, bytes, start);
  } else if (charge(connection, Cost.ping) && countReply(connection) && admitPing(connection)) {
    sendPingAck(connection, bytes, start);
  }
}

/** The answer to a PING of ours (pings.ts), or to none. */
function receivePingAck(connection: ConnectionState, bytes: Uint8Array, start: number): void {
  const purpose = bytes[start]! as PingPurpose;
  const bit = purpose < 31 ? 1 << purpose : 0;
  const isOurs =
    (connection.pingsUnderWay & bit) !== 0 && readUint32(bytes, start + 4) <= connection.pingNumber;
  if (!isOurs) {
    charge(connection, Cost.ping);
    return;
  }
  connection.pingsUnderWay &= ~bit;
  switch (purpose) {
    case PingPurpose.drain:
      finishDrain(connection);
      break;
    case PingPurpose.requested:
      connection.sink.onPingAck();
      break;
    case PingPurpose.bandwidth:
      bandwidthMeasured(connection);
      break;
    case PingPurpose.keepalive:
      keepaliveAnswered(connection);
      break;
  }
}

export function receiveGoAway(
  connection: ConnectionState,
  streamId: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (streamId !== 0) {
    const message = `GOAWAY on stream ${streamId}: expected stream 0 (RFC 9113 §6.8)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  if (end - start < 8) {
    const message = `GOAWAY has ${end - start} octets: expected at least 8 (RFC 9113 §6.8)`;
    failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
    return;
  }
  if (!charge(connection, Cost.goAway)) return;
  const lastStreamId = readUint31(bytes, start);
  const before = connection.goAwayReceived;
  if (before !== null && lastStreamId > before.lastStreamId) {
    // What lies between may have been tried elsewhere by now.
    const message = `GOAWAY raises the last stream id from ${before.lastStreamId} to ${lastStreamId} (RFC 9113 §6.8)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  const code = readUint32(bytes, start + 4);
  const debugText = new TextDecoder().decode(bytes.subarray(start + 8, end));
  const goAway = { lastStreamId, code, debugText };
  connection.goAwayReceived = goAway;
  if (!connection.isServer) {
    endUnprocessedStreams(connection, lastStreamId, {
      kind: "stream",
      code: ErrorCode.REFUSED_STREAM,
      origin: "remote",
      message: `The peer is going away (${describeGoAway(goAway)}) and has not processed this stream`,
      isUnprocessed: true,
    });
  }
  if (!connection.isDead) connection.sink.onGoAway(goAway);
}

export function receiveWindowUpdate(
  connection: ConnectionState,
  streamId: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if (end - start !== 4) {
    const message = `WINDOW_UPDATE on stream ${streamId} has ${end - start} octets: expected 4 (RFC 9113 §6.9)`;
    failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
    return;
  }
  if (!charge(connection, Cost.windowUpdate)) return;
  const increment = readUint31(bytes, start);
  if (streamId === 0) {
    widenConnection(connection, increment);
    return;
  }
  const stream = findStream(connection, streamId);
  if (stream === null) {
    if (isIdle(connection, streamId)) {
      const message = `WINDOW_UPDATE on stream ${streamId}, which is idle (RFC 9113 §5.1)`;
      failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    }
    return;
  }
  if (increment === 0) {
    failStream(connection, stream, ErrorCode.PROTOCOL_ERROR, zeroIncrement(streamId));
    return;
  }
  stream.sendWindow += increment;
  if (stream.sendWindow > LARGEST_WINDOW_BYTES) {
    const message = `WINDOW_UPDATE lifts the window of stream ${streamId} past ${LARGEST_WINDOW_BYTES} (RFC 9113 §6.9.1)`;
    failStream(connection, stream, ErrorCode.FLOW_CONTROL_ERROR, message);
    return;
  }
  makeReady(connection, stream);
  pump(connection);
}

function widenConnection(connection: ConnectionState, increment: number): void {
  if (increment === 0) {
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, zeroIncrement(0));
    return;
  }
  connection.sendWindow += increment;
  connection.sendGrantedBytes += increment;
  if (connection.sendWindow > LARGEST_WINDOW_BYTES) {
    const message = `WINDOW_UPDATE lifts the connection's window past ${LARGEST_WINDOW_BYTES} (RFC 9113 §6.9.1)`;
    failConnection(connection, ErrorCode.FLOW_CONTROL_ERROR, message);
    return;
  }
  wakeStarved(connection);
  pump(connection);
}

function zeroIncrement(streamId: number): string {
  return `WINDOW_UPDATE on stream ${streamId} has increment 0: expected 1 to ${LARGEST_WINDOW_BYTES} (RFC 9113 §6.9)`;
}

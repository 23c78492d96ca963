// Sending the frames that manage the connection and its streams: SETTINGS, PING, WINDOW_UPDATE,
// RST_STREAM, GOAWAY (RFC 9113 §6.4 to §6.9).

import { copyBytes, writeUint32 } from "../base/index.js";
import type { ConnectionState } from "./connection-state.js";
import { CLIENT_PREFACE, Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { defer, isEncoding, outputWritten, roomFor } from "./output.js";
import { DEFAULT_WINDOW_BYTES, SettingId } from "./settings.js";

/** What GOAWAY says for people, cut so that it fits into a frame however many octets a character takes. */
const MAX_DEBUG_CHARS = 4096;

/**
 * Sends the preface of this side, unless it was sent before: the client's magic octets, our SETTINGS, and
 * the larger window. A server has seen its client's by then, or speaks first: even GOAWAY comes after
 * SETTINGS (RFC 9113 §3.4).
 */
export function sendPreface(connection: ConnectionState): void {
  if (connection.hasSentPreface) return;
  connection.hasSentPreface = true;
  if (!connection.isServer) {
    const out = roomFor(connection, CLIENT_PREFACE.length);
    for (let at = 0; at < CLIENT_PREFACE.length; at++) {
      out.bytes[out.length++] = CLIENT_PREFACE.charCodeAt(at);
    }
  }
  const { options } = connection;
  sendSettings(connection, [
    connection.isServer
      ? [SettingId.MAX_CONCURRENT_STREAMS, options.maxConcurrentStreams]
      : [SettingId.ENABLE_PUSH, 0],
    [SettingId.INITIAL_WINDOW_SIZE, options.streamWindowBytes],
    [SettingId.MAX_HEADER_LIST_SIZE, options.maxHeaderListBytes],
  ]);
  const increment = connection.windowBytes - DEFAULT_WINDOW_BYTES;
  if (increment > 0) widenOwnWindow(connection, increment);
  connection.isSettingsAckDue = true;
  connection.settingsSentAtMs = connection.host.nowMs();
}

/** Grants the peer `increment` more bytes on the connection. */
export function widenOwnWindow(connection: ConnectionState, increment: number): void {
  connection.receiveWindow += increment;
  connection.grantedBytes += increment;
  sendWindowUpdate(connection, 0, increment);
}

function sendSettings(
  connection: ConnectionState,
  settings: readonly (readonly [id: number, value: number])[],
): void {
  const { bytes, at } = frame(connection, settings.length * 6, FrameType.SETTINGS, 0, 0);
  settings.forEach(([id, value], index) => {
    bytes[at + index * 6] = id >>> 8;
    bytes[at + index * 6 + 1] = id;
    writeUint32(bytes, at + index * 6 + 2, value);
  });
  outputWritten(connection);
}

/** Acknowledges the peer's SETTINGS, which must have been applied (RFC 9113 §6.5.3). */
export function sendSettingsAck(connection: ConnectionState): void {
  if (isEncoding(connection)) {
    defer(connection, () => sendSettingsAck(connection));
    return;
  }
  frame(connection, 0, FrameType.SETTINGS, Flag.ACK, 0);
  outputWritten(connection);
}

/** Answers a PING with its eight octets at `start` of `payload`. */
export function sendPingAck(connection: ConnectionState, payload: Uint8Array, start: number): void {
  if (isEncoding(connection)) {
    const copy = copyBytes(payload, start, start + 8);
    defer(connection, () => sendPingAck(connection, copy, 0));
    return;
  }
  const { bytes, at } = frame(connection, 8, FrameType.PING, Flag.ACK, 0);
  for (let index = 0; index < 8; index++) bytes[at + index] = payload[start + index]!;
  outputWritten(connection);
}

/** Sends a PING that says what it is for and its number. */
export function sendPingFrame(connection: ConnectionState, purpose: number, number: number): void {
  if (isEncoding(connection)) {
    defer(connection, () => sendPingFrame(connection, purpose, number));
    return;
  }
  sendPreface(connection);
  const { bytes, at } = frame(connection, 8, FrameType.PING, 0, 0);
  bytes.fill(0, at, at + 4);
  bytes[at] = purpose;
  writeUint32(bytes, at + 4, number);
  outputWritten(connection);
}

/** Opens a window by `increment` bytes: the stream's, or the connection's with stream id 0. */
export function sendWindowUpdate(
  connection: ConnectionState,
  streamId: number,
  increment: number,
): void {
  if (isEncoding(connection)) {
    defer(connection, () => sendWindowUpdate(connection, streamId, increment));
    return;
  }
  const { bytes, at } = frame(connection, 4, FrameType.WINDOW_UPDATE, 0, streamId);
  writeUint32(bytes, at, increment);
  outputWritten(connection);
}

/** Sends RST_STREAM; what the stream's state becomes is the caller's business. */
export function sendReset(connection: ConnectionState, streamId: number, code: number): void {
  if (isEncoding(connection)) {
    defer(connection, () => sendReset(connection, streamId, code));
    return;
  }
  connection.counters.resetsSent++;
  const { bytes, at } = frame(connection, 4, FrameType.RST_STREAM, 0, streamId);
  writeUint32(bytes, at, code);
  outputWritten(connection);
}

/** Sends GOAWAY with an explanation for people. */
export function sendGoAway(
  connection: ConnectionState,
  lastStreamId: number,
  code: number,
  debugText: string,
): void {
  if (isEncoding(connection)) {
    defer(connection, () => sendGoAway(connection, lastStreamId, code, debugText));
    return;
  }
  sendPreface(connection);
  const debug = new TextEncoder().encode(debugText.slice(0, MAX_DEBUG_CHARS));
  const { bytes, at } = frame(connection, 8 + debug.length, FrameType.GOAWAY, 0, 0);
  writeUint32(bytes, at, lastStreamId);
  writeUint32(bytes, at + 4, code);
  bytes.set(debug, at + 8);
  outputWritten(connection);
}

/** Writes a frame's header and makes room for its payload, which the caller fills in at `at`. */
function frame(
  connection: ConnectionState,
  length: number,
  type: number,
  flags: number,
  streamId: number,
): { readonly bytes: Uint8Array; readonly at: number } {
  const out = roomFor(connection, FRAME_HEADER_BYTES + length);
  writeFrameHeader(out.bytes, out.length, length, type, flags, streamId);
  const at = out.length + FRAME_HEADER_BYTES;
  out.length = at + length;
  return { bytes: out.bytes, at };
}

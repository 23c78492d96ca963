// HTTP/2 frames by hand (RFC 9113 §6): a hostile client sends what no library would.

import { frameHeader } from "../load/request-template.js";

export const DATA = 0x0;
export const HEADERS = 0x1;
export const PRIORITY = 0x2;
export const RST_STREAM = 0x3;
export const SETTINGS = 0x4;
export const PUSH_PROMISE = 0x5;
export const PING = 0x6;
export const GOAWAY = 0x7;
export const WINDOW_UPDATE = 0x8;
export const CONTINUATION = 0x9;

export const END_STREAM = 0x1;
export const ACK = 0x1;
export const END_HEADERS = 0x4;

export const CANCEL = 0x8;
export const LARGEST_WINDOW: number = 2 ** 31 - 1;

export const HEADER_TABLE_SIZE = 0x1;
export const INITIAL_WINDOW_SIZE = 0x4;

/** The names of error codes, by number (RFC 9113 §7). */
export const errorCodes: readonly string[] = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

const NOTHING = Buffer.alloc(0);

/** A frame of any type with any payload. */
export function frame(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array = NOTHING,
): Buffer {
  return Buffer.concat([frameHeader(payload.length, type, flags, streamId), payload]);
}

/** The numbers as four octets each. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    bytes.writeUInt32BE(value, at * 4);
  });
  return bytes;
}

export function settings(...entries: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = Buffer.alloc(entries.length * 6);
  entries.forEach(([id, value], at) => {
    payload.writeUInt16BE(id, at * 6);
    payload.writeUInt32BE(value, at * 6 + 2);
  });
  return frame(SETTINGS, 0, 0, payload);
}

export function reset(streamId: number): Buffer {
  return frame(RST_STREAM, 0, streamId, words(CANCEL));
}

export function windowUpdate(streamId: number, increment: number): Buffer {
  return frame(WINDOW_UPDATE, 0, streamId, words(increment));
}

/** A PRIORITY frame that makes `streamId` depend on `parent`. */
export function priority(streamId: number, parent: number): Buffer {
  return frame(PRIORITY, 0, streamId, Buffer.concat([words(parent), Buffer.from([16])]));
}

/** `bytes`, `count` times over. */
export function repeat(bytes: Buffer, count: number): Buffer {
  return Buffer.alloc(bytes.length * count, bytes);
}

/** What a client begins with; without SETTINGS it is half a preface (RFC 9113 §3.4). */
export const MAGIC: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

// Frames as values, for both directions of a dialogue: built to be sent, read to be compared. Written
// from RFC 9113 §4 and §6 and without the engine's own code, so that no mistake of it can hide here.

import { type Fields, literalBlock, request } from "./fields.js";

/** Every frame type by its number. */
const typeNames = [
  "DATA",
  "HEADERS",
  "PRIORITY",
  "RST_STREAM",
  "SETTINGS",
  "PUSH_PROMISE",
  "PING",
  "GOAWAY",
  "WINDOW_UPDATE",
  "CONTINUATION",
] as const;
export type FrameTypeName = (typeof typeNames)[number];

/** Error codes by their number (RFC 9113 §7). */
const errorCodes = [
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
] as const;
export type ErrorName = (typeof errorCodes)[number];

export const Flag = {
  ACK: 0x1,
  END_STREAM: 0x1,
  END_HEADERS: 0x4,
  PADDED: 0x8,
  PRIORITY: 0x20,
} as const;

/** Settings by name (RFC 9113 §6.5.2). */
export const Setting = {
  HEADER_TABLE_SIZE: 0x1,
  ENABLE_PUSH: 0x2,
  MAX_CONCURRENT_STREAMS: 0x3,
  INITIAL_WINDOW_SIZE: 0x4,
  MAX_FRAME_SIZE: 0x5,
  MAX_HEADER_LIST_SIZE: 0x6,
} as const;

/** What a frame says, by name. Where a frame is expected, undefined stands for anything. */
export type Meaning = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
  readonly meaning: Meaning;
}

/** The name of a frame's type, as messages show it. */
export function typeName(type: number): string {
  return typeNames[type] ?? `type ${type}`;
}

/** The name of an error code, `0x…` for one that the RFC does not define. */
export function errorName(code: number): string {
  return errorCodes[code] ?? `0x${code.toString(16)}`;
}

function errorNumber(error: ErrorName | number): number {
  return typeof error === "number" ? error : errorCodes.indexOf(error);
}

/** Any frame at all, for what the builders below refuse to make. */
export function frame(
  type: FrameTypeName | number,
  flags: number,
  streamId: number,
  payload: readonly number[] | Uint8Array = [],
): Frame {
  const number = typeof type === "number" ? type : typeNames.indexOf(type);
  const bytes = Uint8Array.from(payload);
  return { type: number, flags, streamId, payload: bytes, meaning: {} };
}

function meant(of: Frame, meaning: Meaning): Frame {
  return { ...of, meaning };
}

/** `end` as the last argument of data() and headers(): the frame carries END_STREAM. */
export const end = "end";
type End = typeof end;

/** A DATA frame with a text, or with so many octets of no matter what. */
export function data(streamId: number, content: string | number, ending?: End): Frame {
  const text = typeof content === "number" ? "x".repeat(content) : content;
  const flags = ending === end ? Flag.END_STREAM : 0;
  const meaning = { text, endStream: ending === end };
  return meant(frame("DATA", flags, streamId, new TextEncoder().encode(text)), meaning);
}

/** A whole header block in one frame; without fields, a plain request. */
export function headers(streamId: number, fields: Fields = request, ending?: End): Frame {
  const flags = Flag.END_HEADERS | (ending === end ? Flag.END_STREAM : 0);
  const meaning = { fields: fields.join("\n"), endStream: ending === end };
  return meant(frame("HEADERS", flags, streamId, literalBlock(fields)), meaning);
}

/** HEADERS whose block goes on in CONTINUATION. */
export function openHeaders(streamId: number, fragment: Uint8Array, ending?: End): Frame {
  return frame("HEADERS", ending === end ? Flag.END_STREAM : 0, streamId, fragment);
}

/** The next part of a header block; `last` says that it is complete. */
export function continuation(streamId: number, fragment: Uint8Array, last?: "last"): Frame {
  return frame("CONTINUATION", last === undefined ? 0 : Flag.END_HEADERS, streamId, fragment);
}

/** Expected in place of a particular block: HEADERS with any fields. */
export function someHeaders(streamId: number, ending?: End): Frame {
  return meant(headers(streamId, request, ending), { endStream: ending === end });
}

export function priority(streamId: number, dependsOn = 0, weight = 15): Frame {
  return frame("PRIORITY", 0, streamId, [...uint32(dependsOn), weight]);
}

export function rstStream(streamId: number, error: ErrorName | number = "CANCEL"): Frame {
  const code = errorNumber(error);
  return meant(frame("RST_STREAM", 0, streamId, uint32(code)), { error: errorName(code) });
}

/** SETTINGS with names and values: `settings({ MAX_FRAME_SIZE: 16_384 })`. */
export function settings(values: Partial<Record<keyof typeof Setting, number>> = {}): Frame {
  const pairs = Object.entries(values).map(
    ([name, value]) => [Setting[name as keyof typeof Setting], value] as const,
  );
  return settingsInOrder(...pairs);
}

/** SETTINGS with identifiers and values, in this order, known or not. */
export function settingsInOrder(...pairs: readonly (readonly [number, number])[]): Frame {
  const payload = pairs.flatMap(([id, value]) => [id >> 8, id & 0xff, ...uint32(value)]);
  return meant(frame("SETTINGS", 0, 0, payload), { ack: false });
}

export function settingsAck(): Frame {
  return meant(frame("SETTINGS", Flag.ACK, 0), { ack: true });
}

export function ping(text = "8 octets", ack?: "ack"): Frame {
  const isAck = ack !== undefined;
  const payload = new TextEncoder().encode(text);
  return meant(frame("PING", isAck ? Flag.ACK : 0, 0, payload), { text, ack: isAck });
}

/** GOAWAY; expected without a last stream id, any will do. */
export function goAway(error: ErrorName | number, lastStreamId?: number): Frame {
  const code = errorNumber(error);
  const payload = [...uint32(lastStreamId ?? 0), ...uint32(code)];
  return meant(frame("GOAWAY", 0, 0, payload), { error: errorName(code), lastStreamId });
}

/** WINDOW_UPDATE; stream 0 is the connection. */
export function windowUpdate(streamId: number, increment: number): Frame {
  return meant(frame("WINDOW_UPDATE", 0, streamId, uint32(increment)), { increment });
}

/** The frame with more flag bits set. */
export function withFlags(of: Frame, flags: number): Frame {
  return { ...of, flags: of.flags | flags };
}

/** The frame with the octet of its padding's length and that much padding. */
export function padded(of: Frame, paddingBytes: number): Frame {
  const payload = [paddingBytes, ...of.payload, ...new Array<number>(paddingBytes).fill(0)];
  return { ...of, flags: of.flags | Flag.PADDED, payload: Uint8Array.from(payload) };
}

/** Its bytes on the wire, with the reserved bit as asked for. */
export function encodeFrame(of: Frame, reservedBit = 0): Uint8Array {
  const { length } = of.payload;
  const header = [length >> 16, length >> 8, length, of.type, of.flags, ...uint32(of.streamId)];
  header[5]! |= reservedBit << 7;
  return Uint8Array.from([...header, ...of.payload]);
}

export function uint32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

// Frames read and written without the engine's help, so that a mistake in it is not made here again: the
// numbers are those of RFC 9113 §6, written once more.

export const Type = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const;

export const END_STREAM = 1;
export const ACK = 1;
export const END_HEADERS = 4;
export const PADDED = 8;
export const HAS_PRIORITY = 32;

export const PREFACE: Uint8Array = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

const typeNames = Object.keys(Type);
const errorNames = [
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

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

export function errorName(code: number): string {
  return errorNames[code] ?? `0x${code.toString(16)}`;
}

export function bigEndian(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

export function numberAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  );
}

/** The bytes of any frame, legal or not. */
export function frameBytes(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array | readonly number[] = [],
): Uint8Array {
  const { length } = payload;
  const bytes = new Uint8Array(9 + length);
  bytes.set([length >>> 16, (length >>> 8) & 255, length & 255, type, flags]);
  bytes.set(bigEndian(streamId), 5);
  bytes.set(payload, 9);
  return bytes;
}

/** Fields as literals that name no table entry and change no table (RFC 7541 §6.2.2), without Huffman. */
export function literalBlock(
  fields: readonly (readonly [name: string, value: string])[],
): Uint8Array {
  const octets: number[] = [];
  for (const field of fields) {
    octets.push(0);
    for (const text of field) {
      let rest = text.length;
      octets.push(Math.min(rest, 127));
      if (rest >= 127) {
        for (rest -= 127; rest >= 128; rest >>>= 7) octets.push((rest & 127) | 128);
        octets.push(rest);
      }
      for (let at = 0; at < text.length; at++) octets.push(text.charCodeAt(at));
    }
  }
  return Uint8Array.from(octets);
}

/** Cuts a stream of bytes into frames, wherever its chunks end. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);

  get restBytes(): number {
    return this.#rest.length;
  }

  push(chunk: Uint8Array): Frame[] {
    const bytes = concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    let at = 0;
    while (at + 9 <= bytes.length) {
      const length = numberAt(bytes, at) >>> 8;
      if (at + 9 + length > bytes.length) break;
      const payload = bytes.subarray(at + 9, at + 9 + length);
      const streamId = numberAt(bytes, at + 5);
      frames.push({ type: bytes[at + 3]!, flags: bytes[at + 4]!, streamId, payload });
      at += 9 + length;
    }
    this.#rest = bytes.slice(at);
    return frames;
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A frame as one reads it: `DATA 5, END_STREAM, 12 octets: 00 01 …`. */
export function describeFrame({ type, flags, streamId, payload }: Frame): string {
  const parts = [`${typeNames[type] ?? `type ${type}`} ${streamId}`, ...flagNames(type, flags)];
  if (type === Type.RST_STREAM && payload.length === 4) parts.push(errorName(numberAt(payload, 0)));
  else if (type === Type.WINDOW_UPDATE && payload.length === 4) {
    parts.push(`+${numberAt(payload, 0)}`);
  } else if (type === Type.GOAWAY && payload.length >= 8) {
    parts.push(`last ${numberAt(payload, 0)}`, errorName(numberAt(payload, 4)));
    parts.push(JSON.stringify(new TextDecoder("latin1").decode(payload.subarray(8))));
  } else if (type === Type.SETTINGS && payload.length % 6 === 0) {
    for (let at = 0; at < payload.length; at += 6) {
      parts.push(`${payload[at]! * 256 + payload[at + 1]!} = ${numberAt(payload, at + 2)}`);
    }
  } else parts.push(`${payload.length} octets${payload.length === 0 ? "" : `: ${hex(payload)}`}`);
  return parts.join(", ");
}

function flagNames(type: number, flags: number): string[] {
  const names: string[] = [];
  const isAck = type === Type.SETTINGS || type === Type.PING;
  if ((flags & END_STREAM) !== 0) names.push(isAck ? "ACK" : "END_STREAM");
  if ((flags & END_HEADERS) !== 0) names.push("END_HEADERS");
  if ((flags & PADDED) !== 0) names.push("PADDED");
  if ((flags & HAS_PRIORITY) !== 0) names.push("PRIORITY");
  return names;
}

function hex(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, 24)].map((octet) => octet.toString(16).padStart(2, "0"));
  return bytes.length > 24 ? `${shown.join(" ")} …` : shown.join(" ");
}

// Varints: seven bits a byte, lowest first, at most ten bytes. Protobuf Encoding "Base 128 Varints".
//
// Reading is lenient as every implementation is: a varint may be longer than it needs to be, and one
// of 64 bits read into a field of 32 bits loses its upper half. Not so keys and lengths, which say what the bytes after
// them are: what is past 32 bits or five bytes is refused.

import { highWord, lowWord, signed64, unsigned64, words } from "./halves.js";
import { failAt, type Reader } from "./reader.js";

/** The lower 32 bits of a varint, as a signed number. */
export function readInt32(reader: Reader): number {
  const bytes = reader.bytes;
  let position = reader.position;
  let byte = bytes[position++]!;
  if (byte < 0x80) {
    reader.position = position;
    return byte;
  }
  let value = byte & 0x7f;
  byte = bytes[position++]!;
  value |= (byte & 0x7f) << 7;
  if (byte < 0x80) {
    reader.position = position;
    return value;
  }
  byte = bytes[position++]!;
  value |= (byte & 0x7f) << 14;
  if (byte < 0x80) {
    reader.position = position;
    return value;
  }
  return readLongInt32(reader, position, value);
}

/** The rest of a varint of which three bytes have been read. */
function readLongInt32(reader: Reader, position: number, value: number): number {
  const bytes = reader.bytes;
  let byte = bytes[position++]!;
  value |= (byte & 0x7f) << 21;
  if (byte >= 0x80) {
    byte = bytes[position++]!;
    value |= byte << 28;
    if (byte >= 0x80) position = skipVarintTail(reader, position, 5);
  }
  reader.position = position;
  return value;
}

/** Past the rest of a varint of which `count` bytes have been read and none was the last. */
function skipVarintTail(reader: Reader, position: number, count: number): number {
  const bytes = reader.bytes;
  for (; count < 10; count++) if (bytes[position++]! < 0x80) return position;
  return failVarint(reader, position);
}

function failVarint(reader: Reader, position: number): never {
  if (position > reader.end) failAt(reader.end, "is cut off in the middle of a varint");
  failAt(position - 10, "is a varint of more than 10 bytes: expected at most 10");
}

export function readUint32(reader: Reader): number {
  return readInt32(reader) >>> 0;
}

export function readSint32(reader: Reader): number {
  const value = readInt32(reader);
  return (value >>> 1) ^ -(value & 1);
}

/** True for any varint that is not zero. */
export function readBool(reader: Reader): boolean {
  const byte = reader.bytes[reader.position]!;
  if (byte < 0x80) {
    reader.position++;
    return byte !== 0;
  }
  return readLongBool(reader);
}

/** The varint of a boolean that takes more than the one byte it needs. */
function readLongBool(reader: Reader): boolean {
  const start = reader.position;
  skipVarint(reader);
  const bytes = reader.bytes.subarray(start, reader.position);
  // Of the tenth byte only the lowest bit is among the 64.
  return bytes.some((byte, at) => (byte & (at < 9 ? 0x7f : 1)) !== 0);
}

/** Past a varint, whatever it says. */
export function skipVarint(reader: Reader): void {
  reader.position = skipVarintTail(reader, reader.position, 0);
}

/**
 * Leaves the 64 bits of a varint in `words`.
 *
 * Four bytes at a time: how many of them the varint has is found by arithmetic. A branch for each byte is what no
 * processor foresees where lengths are mixed, and costs more than the bytes.
 */
export function readHalves(reader: Reader): void {
  const bytes = reader.bytes;
  const position = reader.position;
  if (position + 10 > bytes.length) {
    readHalvesByByte(reader);
    return;
  }
  const first = fourAt(bytes, position);
  const firstEnd = ~first & 0x80808080;
  if (firstEnd !== 0) {
    keepHalves(reader, position + bytesTo(firstEnd), joinSeven(first & maskTo(firstEnd)), 0);
    return;
  }
  const low = joinSeven(first);
  const second = fourAt(bytes, position + 4);
  const secondEnd = ~second & 0x80808080;
  if (secondEnd !== 0) {
    const middle = joinSeven(second & maskTo(secondEnd));
    const end = position + 4 + bytesTo(secondEnd);
    keepHalves(reader, end, low | (middle << 28), middle >>> 4);
    return;
  }
  const middle = joinSeven(second);
  const ninth = bytes[position + 8]!;
  const tenth = ninth < 0x80 ? 0 : bytes[position + 9]!;
  if (tenth >= 0x80) failVarint(reader, position + 10);
  const high = (middle >>> 4) | ((ninth & 0x7f) << 24) | (tenth << 31);
  keepHalves(reader, position + (ninth < 0x80 ? 9 : 10), low | (middle << 28), high);
}

function fourAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** How many of four bytes come up to the lowest bit of `ends`, which marks the last one of a varint. */
function bytesTo(ends: number): number {
  return (32 - Math.clz32(ends & -ends)) >>> 3;
}

/** All bits up to the lowest one of `ends`. */
function maskTo(ends: number): number {
  return ends ^ (ends - 1);
}

/** Seven bits of each of four bytes. */
function joinSeven(four: number): number {
  return (
    (four & 0x7f) | ((four & 0x7f00) >>> 1) | ((four & 0x7f0000) >>> 2) | ((four >>> 3) & 0xfe00000)
  );
}

/** The same at the end of the bytes, where ten may not be there. */
function readHalvesByByte(reader: Reader): void {
  const bytes = reader.bytes;
  let position = reader.position;
  let low = 0;
  let high = 0;
  let shift = 0;
  let byte = 0;
  for (; shift < 28; shift += 7) {
    byte = bytes[position++]!;
    low |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      keepHalves(reader, position, low, 0);
      return;
    }
  }
  byte = bytes[position++]!;
  low |= byte << 28;
  high = (byte & 0x7f) >>> 4;
  if (byte < 0x80) {
    keepHalves(reader, position, low, high);
    return;
  }
  for (shift = 3; shift <= 31; shift += 7) {
    byte = bytes[position++]!;
    high |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      keepHalves(reader, position, low, high);
      return;
    }
  }
  failVarint(reader, position);
}

function keepHalves(reader: Reader, position: number, low: number, high: number): void {
  reader.position = position;
  words[lowWord] = low;
  words[highWord] = high;
}

export function readInt64(reader: Reader): bigint {
  readHalves(reader);
  return signed64[0]!;
}

export function readUint64(reader: Reader): bigint {
  readHalves(reader);
  return unsigned64[0]!;
}

export function readSint64(reader: Reader): bigint {
  readHalves(reader);
  const low = words[lowWord]!;
  const high = words[highWord]!;
  const sign = -(low & 1);
  words[lowWord] = ((low >>> 1) | (high << 31)) ^ sign;
  words[highWord] = (high >>> 1) ^ sign;
  return signed64[0]!;
}

/**
 * The key of a field: its number and its wire type, `number << 3 | wireType`; and the length of what has one. Both are 32
 * bits; the number is not looked at here, since an impossible one ends among the unknown fields.
 */
export function readTag(reader: Reader): number {
  const bytes = reader.bytes;
  const at = reader.position;
  const first = bytes[at]!;
  if (first < 0x80) {
    reader.position = at + 1;
    return first;
  }
  const second = bytes[at + 1]!;
  if (second < 0x80) {
    reader.position = at + 2;
    return (first & 0x7f) | (second << 7);
  }
  return readLongTag(reader);
}

function readLongTag(reader: Reader): number {
  const start = reader.position;
  const tag = readInt32(reader) >>> 0;
  const last = reader.position - 1;
  // The fifth byte carries bits 28 to 34: anything above 0x0f is past 32 bits.
  if (last - start > 4 || (last - start === 4 && reader.bytes[last]! > 0x0f)) {
    failAt(start, "has a key or a length past 32 bits");
  }
  return tag;
}

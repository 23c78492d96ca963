// Strings and bytes. Protobuf Encoding "Length-Delimited Records".
//
// A string is tested for valid UTF-8 as it is read. The platform's decoder puts U+FFFD where it is
// not, so only a result with that character needs a second look.

import { readInt32 } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";

interface NodeBuffer {
  readonly prototype: {
    utf8Slice?: (this: Uint8Array, start: number, end: number) => string;
    latin1Slice?: (this: Uint8Array, start: number, end: number) => string;
  };
}

// Node's own way from bytes to strings is several times faster than TextDecoder for short ones.
const nodePrototype = (globalThis as { Buffer?: NodeBuffer }).Buffer?.prototype;
const utf8Slice = nodePrototype?.utf8Slice;
const latin1Slice = nodePrototype?.latin1Slice;

const toCharacters = String.fromCharCode;

let strictDecoder: InstanceType<typeof TextDecoder> | undefined;

/** The length of a string, bytes or a message, after testing that so many bytes are left. */
export function readLength(reader: Reader): number {
  const length = readInt32(reader) >>> 0;
  const left = reader.end - reader.position;
  if (length > left) failLength(reader, length, left);
  return length;
}

function failLength(reader: Reader, length: number, left: number): never {
  if (left < 0) failAt(reader.end, "is cut off in the middle of a varint");
  failAt(reader.position, `has length ${length}: expected at most ${left}, the bytes left`);
}

export function readString(reader: Reader): string {
  const bytes = reader.bytes;
  const length = readLength(reader);
  const start = reader.position;
  const end = start + length;
  reader.position = end;
  if (length <= 12) {
    const text = readShortAscii(bytes, start, length);
    if (text !== undefined) return text;
  } else if (length <= MAX_WINDOW_STRING && latin1Slice !== undefined) {
    const text =
      length <= 24 && reader.limit - start <= SHORT_REST
        ? readMiddle(bytes, start, end)
        : readFromWindow(reader, start, end);
    if (text !== undefined) return text;
  }
  return readUtf8(bytes, start, end);
}

/**
 * Up to 12 ASCII characters, or undefined when there are others. One call of `fromCharCode` with all
 * characters costs a quarter of a native slice; from 13 on strings are joined lazily, which only
 * moves the cost.
 */
function readShortAscii(bytes: Uint8Array, at: number, length: number): string | undefined {
  let head = "";
  let all = 0;
  if (length >= 8) {
    head = readEight(bytes, at);
    all = eightJoined;
    at += 8;
    length -= 8;
  }
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let tail = "";
  switch (length) {
    case 1:
      a = bytes[at]!;
      tail = toCharacters(a);
      break;
    case 2:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      tail = toCharacters(a, b);
      break;
    case 3:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      c = bytes[at + 2]!;
      tail = toCharacters(a, b, c);
      break;
    case 4:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      c = bytes[at + 2]!;
      d = bytes[at + 3]!;
      tail = toCharacters(a, b, c, d);
      break;
    case 5:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      c = bytes[at + 2]!;
      d = bytes[at + 3]!;
      e = bytes[at + 4]!;
      tail = toCharacters(a, b, c, d, e);
      break;
    case 6:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      c = bytes[at + 2]!;
      d = bytes[at + 3]!;
      e = bytes[at + 4]!;
      f = bytes[at + 5]!;
      tail = toCharacters(a, b, c, d, e, f);
      break;
    case 7:
      a = bytes[at]!;
      b = bytes[at + 1]!;
      c = bytes[at + 2]!;
      d = bytes[at + 3]!;
      e = bytes[at + 4]!;
      f = bytes[at + 5]!;
      g = bytes[at + 6]!;
      tail = toCharacters(a, b, c, d, e, f, g);
      break;
  }
  return (all | a | b | c | d | e | f | g) < 0x80 ? head + tail : undefined;
}

/** The eight bytes last read by `readEight`, joined by OR. */
let eightJoined = 0;

function readEight(bytes: Uint8Array, at: number): string {
  const a = bytes[at]!;
  const b = bytes[at + 1]!;
  const c = bytes[at + 2]!;
  const d = bytes[at + 3]!;
  const e = bytes[at + 4]!;
  const f = bytes[at + 5]!;
  const g = bytes[at + 6]!;
  const h = bytes[at + 7]!;
  eightJoined = a | b | c | d | e | f | g | h;
  return toCharacters(a, b, c, d, e, f, g, h);
}

/** With less left of all that is read, a string of 13 to 24 bytes is not taken from a window. */
const SHORT_REST = 64;

/**
 * 13 to 24 ASCII characters, or undefined when there are others. Sixteen or 24 bytes are read, before or after the
 * string where they are not in it, and the string is cut to its length: that costs two thirds of a native slice.
 */
function readMiddle(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (!isAscii(bytes, start, end)) return undefined;
  const isShort = end - start <= 16;
  const at = Math.min(start, bytes.length - (isShort ? 16 : 24));
  if (at < 0) return latin1Slice!.call(bytes, start, end);
  const text = isShort
    ? toCharacters(
        bytes[at]!,
        bytes[at + 1]!,
        bytes[at + 2]!,
        bytes[at + 3]!,
        bytes[at + 4]!,
        bytes[at + 5]!,
        bytes[at + 6]!,
        bytes[at + 7]!,
        bytes[at + 8]!,
        bytes[at + 9]!,
        bytes[at + 10]!,
        bytes[at + 11]!,
        bytes[at + 12]!,
        bytes[at + 13]!,
        bytes[at + 14]!,
        bytes[at + 15]!,
      )
    : toCharacters(
        bytes[at]!,
        bytes[at + 1]!,
        bytes[at + 2]!,
        bytes[at + 3]!,
        bytes[at + 4]!,
        bytes[at + 5]!,
        bytes[at + 6]!,
        bytes[at + 7]!,
        bytes[at + 8]!,
        bytes[at + 9]!,
        bytes[at + 10]!,
        bytes[at + 11]!,
        bytes[at + 12]!,
        bytes[at + 13]!,
        bytes[at + 14]!,
        bytes[at + 15]!,
        bytes[at + 16]!,
        bytes[at + 17]!,
        bytes[at + 18]!,
        bytes[at + 19]!,
        bytes[at + 20]!,
        bytes[at + 21]!,
        bytes[at + 22]!,
        bytes[at + 23]!,
      );
  return text.slice(start - at, end - at);
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i]!;
  return all < 0x80;
}

/** The longest string that is taken from a window, in bytes. */
const MAX_WINDOW_STRING = 64;

/**
 * Bytes turned to characters in one call. The call costs as much as a few hundred characters, and
 * messages have more than one string; but strings of 13 and more characters keep the one they are cut
 * from alive, so that it must not be long.
 */
const WINDOW_LENGTH = 256;

/** An ASCII string cut from a window of characters, or undefined when it is not ASCII. */
function readFromWindow(reader: Reader, start: number, end: number): string | undefined {
  const bytes = reader.bytes;
  if (!isAscii(bytes, start, end)) return undefined;
  // The last string of a message: there is nothing else to take from a window.
  if (reader.limit - end < 8) return latin1Slice!.call(bytes, start, end);
  let from = start - reader.windowStart;
  if (from < 0 || end - reader.windowStart > reader.window.length) {
    const limit = Math.min(start + WINDOW_LENGTH, reader.limit);
    reader.window = latin1Slice!.call(bytes, start, limit);
    reader.windowStart = start;
    from = 0;
  }
  return reader.window.slice(from, from + end - start);
}

function readUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (utf8Slice === undefined) return decodeStrictly(bytes, start, end);
  const text = utf8Slice.call(bytes, start, end);
  return text.includes("\uFFFD") ? decodeStrictly(bytes, start, end) : text;
}

/** Whether the platform reads a character a byte. */
export const hasLatin1: boolean = latin1Slice !== undefined;

/** Bytes that we have written, as text: ASCII, or a character a byte where the platform `hasLatin1`. */
export function textOfLatin1(bytes: Uint8Array, end: number): string {
  return latin1Slice === undefined ? readUtf8(bytes, 0, end) : latin1Slice.call(bytes, 0, end);
}

/** A string whose schema does not ask for UTF-8: what is none becomes U+FFFD. */
export function readLossyString(reader: Reader): string {
  const length = readLength(reader);
  const start = reader.position;
  reader.position = start + length;
  if (length <= 12) {
    const text = readShortAscii(reader.bytes, start, length);
    if (text !== undefined) return text;
  }
  if (utf8Slice !== undefined) return utf8Slice.call(reader.bytes, start, start + length);
  lossyDecoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return lossyDecoder.decode(reader.bytes.subarray(start, start + length));
}

let lossyDecoder: InstanceType<typeof TextDecoder> | undefined;

function decodeStrictly(bytes: Uint8Array, start: number, end: number): string {
  strictDecoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return strictDecoder.decode(bytes.subarray(start, end));
  } catch {
    failAt(start, "is not valid UTF-8");
  }
}

/**
 * A view where the bytes being read stay as they are: those given to `decode`. Those of a connection do not,
 * and are copied.
 */
export function viewBytes(reader: Reader): Uint8Array {
  if (!reader.isKept) return readBytes(reader);
  const length = readLength(reader);
  const start = reader.position;
  reader.position = start + length;
  const { buffer, byteOffset } = reader.bytes;
  return new Uint8Array(buffer, byteOffset + start, length);
}

/** Up to here copying by a loop costs less than the call that copies, in bytes. */
const MAX_LOOP_COPY = 64;

/** A copy: the bytes being read belong to the connection. */
export function readBytes(reader: Reader): Uint8Array {
  const length = readLength(reader);
  const start = reader.position;
  reader.position = start + length;
  const bytes = reader.bytes;
  const copy = new Uint8Array(length);
  if (length <= MAX_LOOP_COPY) for (let i = 0; i < length; i++) copy[i] = bytes[start + i]!;
  else copy.set(bytes.subarray(start, start + length));
  return copy;
}

// Strings and bytes. Protobuf Encoding "Length-Delimited Records".
//
// A string is tested for valid UTF-8 as it is read. The platform's decoder puts U+FFFD where it is
// not, so only a result with that character needs a second look.

import { MAX_SHORT_ASCII_BYTES, readShortAscii } from "./read-ascii.js";
import { readTag } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";

interface NodeBuffer {
  readonly prototype: {
    utf8Slice?: (this: Uint8Array, start: number, end: number) => string;
  };
}

// Node's own way from bytes to strings is several times faster than TextDecoder for short ones.
const utf8Slice = (globalThis as { Buffer?: NodeBuffer }).Buffer?.prototype.utf8Slice;

let strictDecoder: InstanceType<typeof TextDecoder> | undefined;

/** The length of a string, bytes or a message, after testing that so many bytes are left. */
export function readLength(reader: Reader): number {
  const length = readTag(reader);
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
  if (length <= MAX_SHORT_ASCII_BYTES) {
    const text = readShortAscii(bytes, start, length);
    if (text !== undefined) return text;
  }
  return readUtf8(bytes, start, end);
}

/** Some bytes as text. @throws DecodeFault where they are not UTF-8 */
export function readUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (utf8Slice === undefined) return decodeStrictly(bytes, start, end);
  const text = utf8Slice.call(bytes, start, end);
  return text.includes("\uFFFD") ? decodeStrictly(bytes, start, end) : text;
}

/** A string whose schema does not ask for UTF-8: what is none becomes U+FFFD. */
export function readLossyString(reader: Reader): string {
  const length = readLength(reader);
  const start = reader.position;
  reader.position = start + length;
  if (length <= MAX_SHORT_ASCII_BYTES) {
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
  if (length > MAX_LOOP_COPY) copy.set(bytes.subarray(start, start + length));
  else {
    let at = 0;
    for (; at + 3 < length; at += 4) {
      copy[at] = bytes[start + at]!;
      copy[at + 1] = bytes[start + at + 1]!;
      copy[at + 2] = bytes[start + at + 2]!;
      copy[at + 3] = bytes[start + at + 3]!;
    }
    for (; at < length; at++) copy[at] = bytes[start + at]!;
  }
  return copy;
}

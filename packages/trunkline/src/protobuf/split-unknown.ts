// The fields of one number among those a message keeps as bytes.

import { OutputBuffer } from "../base/index.js";
import { skipValue } from "./read-unknown.js";
import { readTag } from "./read-varint.js";
import { Reader } from "./reader.js";

/** One field in `bytes`, its key included. */
export interface UnknownField {
  readonly tag: number;
  readonly start: number;
  /** Where its value begins: after the key. */
  readonly valueStart: number;
  readonly end: number;
}

/** The fields of `bytes` in their order. @throws DecodeFault where they are not well-formed */
export function* fieldsOf(bytes: Uint8Array): Iterable<UnknownField> {
  const reader = new Reader();
  reader.reset(bytes, 0, bytes.length);
  while (reader.position < reader.end) {
    const start = reader.position;
    const tag = readTag(reader);
    const valueStart = reader.position;
    skipValue(reader, tag, start);
    yield { tag, start, valueStart, end: reader.position };
  }
}

/** The fields of `unknown` with the number, and the others. */
export function splitUnknown(
  unknown: Uint8Array,
  number: number,
): { own: Uint8Array; rest: Uint8Array } {
  const own = new OutputBuffer(unknown.length);
  const rest = new OutputBuffer(unknown.length);
  for (const { tag, start, end } of fieldsOf(unknown)) {
    (tag >>> 3 === number ? own : rest).append(unknown.subarray(start, end));
  }
  return { own: bytesOf(own), rest: bytesOf(rest) };
}

export function bytesOf(out: OutputBuffer): Uint8Array {
  return out.bytes.subarray(0, out.length);
}

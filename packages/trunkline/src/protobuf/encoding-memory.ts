// Where `encode` writes, and what it gives away.
//
// An array of its own costs more than most messages do once it is past 64 bytes, the most that
// JavaScript engines keep beside the object. Encodings of up to 2 KiB are therefore views into one
// block of memory after another, as small Buffers are in Node: the bytes belong to whoever gets them,
// the ArrayBuffer behind them is shared.
//
// A type whose last message was larger than that writes to memory that is as large, so that it does not grow step
// by step each time; what is given away is a copy.

import { OutputBuffer } from "../base/index.js";
import { noBytes } from "./create-values.js";

const BLOCK_BYTES = 16 * 1024;

/** The most that is given away as a view, in bytes; a view keeps its block alive. */
const MAX_VIEW_BYTES = 2 * 1024;

/** The most that is given away as a small array of its own, in bytes. */
const MAX_SMALL_BYTES = 64;

/** Memory of large messages that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** Of memory that is given away, at least this share is the encoding. */
const LEAST_FILLED = 0.75;

/** Lent to one `encode` at a time: a getter of a message may call `encode` again. */
let current: OutputBuffer | undefined;

/** The same for large messages; its length is 0. */
let large: OutputBuffer | undefined;

/** All of `viewed`, as a plain Uint8Array. */
let view: Uint8Array = noBytes;
let viewed: Uint8Array = noBytes;

/**
 * Memory to write one encoding to, from its `length` on; `endEncoding` takes it back.
 *
 * @param expected what `endEncoding` said would be expected, for the last message of the type
 */
export function beginEncoding(expected: number): OutputBuffer {
  if (expected !== 0) {
    const out = large;
    large = undefined;
    return out ?? new OutputBuffer(expected);
  }
  const out = current;
  current = undefined;
  return out === undefined || out.length + MAX_VIEW_BYTES > out.bytes.length
    ? new OutputBuffer(BLOCK_BYTES)
    : out;
}

/**
 * How much is to be expected of a type after an encoding of `length` bytes, where it was `before`: 0 where messages
 * are small. Small ones between large ones bring it down by steps only.
 */
export function expectedAfter(length: number, before: number): number {
  if (length <= MAX_VIEW_BYTES) return before <= MAX_VIEW_BYTES ? 0 : before >> 1;
  return Math.max(length + (length >> 3), before >> 1);
}

/** The bytes written since `start`. Not called where writing has failed: the block is then let go. */
export function endEncoding(out: OutputBuffer, start: number): Uint8Array {
  const bytes = out.bytes;
  const length = out.length - start;
  if (length > MAX_SMALL_BYTES) {
    const isShared = length <= MAX_VIEW_BYTES && bytes.length <= BLOCK_BYTES;
    // Memory that is let go anyway is given away, unless much of it is empty.
    const isGivenAway = bytes.length > MAX_KEPT_BYTES && length >= bytes.length * LEAST_FILLED;
    if (isShared) current = out;
    if (isShared || isGivenAway) {
      return new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
    }
  }
  const encoding = viewOf(bytes).slice(start, out.length);
  giveBack(out, start);
  return encoding;
}

/** The same memory as a plain Uint8Array: engines cut copies from that faster than from a Buffer. */
function viewOf(bytes: Uint8Array): Uint8Array {
  if (viewed !== bytes) {
    viewed = bytes;
    view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  return view;
}

function giveBack(out: OutputBuffer, start: number): void {
  if (out.bytes.length <= BLOCK_BYTES) {
    out.length = start;
    current = out;
  } else if (out.bytes.length <= MAX_KEPT_BYTES) {
    out.length = 0;
    large = out;
  } else {
    // Nor is the view of it kept.
    view = noBytes;
    viewed = noBytes;
  }
}

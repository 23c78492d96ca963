// Where `encode` writes, and what it gives away.
//
// An array of its own costs more than most messages do once it is past 64 bytes, the most that
// JavaScript engines keep beside the object. Encodings of up to 2 KiB are therefore views into one
// block of memory after another, as small Buffers are in Node: the bytes belong to whoever gets them,
// the ArrayBuffer behind them is shared.

import { OutputBuffer } from "../base/index.js";

const BLOCK_BYTES = 16 * 1024;

/** The most that is given away as a view, in bytes; a view keeps its block alive. */
const MAX_VIEW_BYTES = 2 * 1024;

/** The most that is given away as a small array of its own, in bytes. */
const MAX_SMALL_BYTES = 64;

/** A block that has grown past this for a large message is let go, in bytes. */
const MAX_KEPT_BYTES = 64 * 1024;

/** Lent to one `encode` at a time: a getter of a message may call `encode` again. */
let current: OutputBuffer | undefined;

/** All of `current.bytes`, as a plain Uint8Array. */
let view: Uint8Array | undefined;

/** Memory to write one encoding to, from its `length` on; `endEncoding` takes it back. */
export function beginEncoding(): OutputBuffer {
  const out = current;
  current = undefined;
  return out === undefined || out.length + MAX_VIEW_BYTES > out.bytes.length
    ? new OutputBuffer(BLOCK_BYTES)
    : out;
}

/** The bytes written since `start`. Not called where writing has failed: the block is then let go. */
export function endEncoding(out: OutputBuffer, start: number): Uint8Array {
  const bytes = out.bytes;
  if (view === undefined || view.buffer !== bytes.buffer) {
    view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  const length = out.length - start;
  let encoding: Uint8Array;
  if (length <= MAX_SMALL_BYTES || length > MAX_VIEW_BYTES) {
    encoding = view.slice(start, out.length);
    out.length = start;
  } else encoding = new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
  if (bytes.length <= MAX_KEPT_BYTES) current = out;
  return encoding;
}

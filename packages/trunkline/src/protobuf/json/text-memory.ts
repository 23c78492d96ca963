// Where JSON is written before it is a string, or the bytes of a call: the same memory again and again, since none of it
// is given away.

import { textIn } from "../read-string.js";

/** Memory that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** As many bytes may be written past what was reserved: texts of eight bytes a piece are. */
export const SLACK_BYTES = 8;

/** ASCII between two strings that are not is turned into a string by itself from this on, in bytes. */
const MIN_ASCII_BYTES = 256;

/** UTF-8 that grows. Writers append at `length` after reserving; `reserve` replaces `bytes` and `view`. */
export class TextMemory {
  bytes: Uint8Array;
  view: DataView;
  length = 0;
  /** Where what is not ASCII begins and ends, one after another. */
  wide: number[] = [];

  constructor(bytes: number) {
    this.bytes = new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes after `length`. */
  reserve(count: number): void {
    const wanted = this.length + count + SLACK_BYTES;
    if (wanted > this.bytes.length) this.#grow(wanted);
  }

  #grow(wanted: number): void {
    const larger = new Uint8Array(Math.max(wanted, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Lent to one conversion at a time: a getter of a message may begin another. */
let kept: TextMemory | undefined;

/** Empty memory; `returnTextMemory` takes it back. */
export function borrowTextMemory(): TextMemory {
  const out = kept ?? new TextMemory(4096);
  kept = undefined;
  return out;
}

/** Not called where writing has failed: the memory is then let go. */
export function returnTextMemory(out: TextMemory): void {
  out.length = 0;
  if (out.wide.length > 0) out.wide = [];
  if (out.bytes.length <= MAX_KEPT_BYTES) kept = out;
}

/** All that was written. What is ASCII the platform turns into a string ten times as fast as what is not. */
export function textOf({ bytes, length, wide }: TextMemory): string {
  if (wide.length === 0) return textIn(bytes, 0, length, true);
  const parts: string[] = [];
  let done = 0;
  for (let i = 0; i < wide.length; ) {
    const start = wide[i]!;
    let end = wide[i + 1]!;
    for (i += 2; i < wide.length && wide[i]! - end < MIN_ASCII_BYTES; i += 2) end = wide[i + 1]!;
    parts.push(textIn(bytes, done, start, true), textIn(bytes, start, end, false));
    done = end;
  }
  parts.push(textIn(bytes, done, length, true));
  return parts.join("");
}

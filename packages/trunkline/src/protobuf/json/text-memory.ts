// Where JSON is written before it is a string, or the bytes of a call: the same memory again and again, since none of it
// is given away.

import { readUtf8 } from "../read-string.js";

interface NodeBuffer {
  readonly prototype: {
    latin1Slice?: (this: Uint8Array, start: number, end: number) => string;
  };
}

// Node's way from bytes to text of a character a byte.
const latin1Slice = (globalThis as { Buffer?: NodeBuffer }).Buffer?.prototype.latin1Slice;

/** Memory that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** As many bytes may be written past what was reserved: texts of eight bytes a piece are. */
const SLACK_BYTES = 8;

/** What is made of the bytes: a string, or a call's message in UTF-8. */
export type TextKind = "string" | "utf8";

/** Highest character that is written as one byte: 0x7f in UTF-8, 0xff where Node reads Latin-1. */
const LAST_BYTE: Readonly<Record<TextKind, number>> = {
  string: latin1Slice === undefined ? 0x7f : 0xff,
  utf8: 0x7f,
};

/** Bytes that grow. Writers append at `length` after reserving; `reserve` replaces `bytes` and `view`. */
export class TextMemory {
  bytes: Uint8Array;
  view: DataView;
  length = 0;
  /** Highest character that is written as one byte. */
  lastByte: number = LAST_BYTE.utf8;
  /** Whether a string comes of it: what has other characters is then kept as it is, and not among the bytes. */
  isString = false;
  /** Strings that are kept so, and how many bytes are before each. */
  wide: string[] = [];
  wideStarts: number[] = [];

  constructor(bytes: number) {
    this.bytes = new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes after `length`. */
  reserve(count: number): void {
    const wanted = this.length + count + SLACK_BYTES;
    if (wanted > this.bytes.length) this.#grow(wanted);
  }

  /** Takes back all that was written. */
  clear(): void {
    this.length = 0;
    if (this.wide.length === 0) return;
    this.wide = [];
    this.wideStarts = [];
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
export function borrowTextMemory(kind: TextKind): TextMemory {
  const out = kept ?? new TextMemory(4096);
  kept = undefined;
  out.isString = kind === "string";
  out.lastByte = LAST_BYTE[kind];
  return out;
}

/** Not called where writing has failed: the memory is then let go. */
export function returnTextMemory(out: TextMemory): void {
  out.clear();
  if (out.bytes.length <= MAX_KEPT_BYTES) kept = out;
}

/**
 * As much is read at once where strings are put in between. What V8 calls a large object, from 128 KiB on, is given new
 * memory each time: to read a text of 270 KB whole takes four times as long as in pieces.
 */
const PIECE_BYTES = 64 * 1024;

/** All that was written, where it is a string. */
export function textOf({ bytes, length, wide, wideStarts }: TextMemory): string {
  if (wide.length === 0) return readBytes(bytes, 0, length);
  const parts: string[] = [];
  let next = 0;
  let start = 0;
  do {
    const end = Math.min(start + PIECE_BYTES, length);
    const piece = readBytes(bytes, start, end);
    let done = start;
    for (; next < wide.length && wideStarts[next]! <= end; next++) {
      parts.push(piece.slice(done - start, wideStarts[next]! - start), wide[next]!);
      done = wideStarts[next]!;
    }
    parts.push(piece.slice(done - start));
    start = end;
  } while (start < length);
  return parts.join("");
}

/** Bytes that are a character each. */
function readBytes(bytes: Uint8Array, start: number, end: number): string {
  return latin1Slice === undefined
    ? readUtf8(bytes, start, end)
    : latin1Slice.call(bytes, start, end);
}

// Where JSON is written before it is a string, or the bytes of a call: the same memory again and again, since none of it
// is given away.

import { hasLatin1, textOfLatin1 } from "../read-string.js";

/** Memory that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** As many bytes may be written past what was reserved: texts of eight bytes a piece are. */
export const SLACK_BYTES = 8;

/** What the bytes are: those of a call are UTF-8, of a string the characters up to 255 as Node reads them at once. */
const UTF8 = 0x7f;
const LATIN1: number = hasLatin1 ? 0xff : UTF8;

/** Bytes that grow. Writers append at `length` after reserving; `reserve` replaces `bytes` and `view`. */
export class TextMemory {
  bytes: Uint8Array;
  view: DataView;
  length = 0;
  /** The last character that is a byte as it is. */
  lastByte: number = UTF8;
  /** Whether a string comes of it: what has other characters is then kept as it is, and not among the bytes. */
  isText = false;
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

  #grow(wanted: number): void {
    const larger = new Uint8Array(Math.max(wanted, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Lent to one conversion at a time: a getter of a message may begin another. */
let kept: TextMemory | undefined;

/** Empty memory, for a string or for UTF-8; `returnTextMemory` takes it back. */
export function borrowTextMemory(isText: boolean): TextMemory {
  const out = kept ?? new TextMemory(4096);
  kept = undefined;
  out.isText = isText;
  out.lastByte = isText ? LATIN1 : UTF8;
  return out;
}

/** Not called where writing has failed: the memory is then let go. */
export function returnTextMemory(out: TextMemory): void {
  out.length = 0;
  if (out.wide.length > 0) {
    out.wide = [];
    out.wideStarts = [];
  }
  if (out.bytes.length <= MAX_KEPT_BYTES) kept = out;
}

/** All that was written, where it is a string. Most of it is read at once, whatever there is in between. */
export function textOf({ bytes, length, wide, wideStarts }: TextMemory): string {
  const text = textOfLatin1(bytes, length);
  if (wide.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (let i = 0; i < wide.length; i++) {
    parts.push(text.slice(done, wideStarts[i]!), wide[i]!);
    done = wideStarts[i]!;
  }
  parts.push(text.slice(done));
  return parts.join("");
}

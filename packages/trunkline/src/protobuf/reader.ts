// The state of decoding one message: where in the bytes it is and where the current message ends.
//
// Read functions of single bytes and varints do not test for the end: a value that is cut off is read
// on into what follows, and found out because `position` is past `end` when its message is left.
// Everything that allocates by a length prefix tests that length against `end` first.

import { DecodeFault } from "./decode-error.js";

/** Messages nested deeper than this are refused, as every other implementation does. */
export const MAX_NESTING = 100;

/** Not the one that messages share: who has such a message may transfer its memory. */
const noBytes = new Uint8Array(0);

/** A position in bytes. Its fields are written by read functions only. */
export class Reader {
  bytes: Uint8Array = noBytes;
  position = 0;
  /** Where the message being read ends. */
  end = 0;
  /** How many messages are open around the current one. */
  nesting = 0;
  /** How many there may be. */
  maxNesting: number = MAX_NESTING;
  /** The key that ends the group being read, 0 where it has ended or there is none: see `readGroup`. */
  endTag = 0;
  /** What `nesting` is inside that group and no message of it. */
  groupNesting = 0;
  /** True where the bytes outlive the reading: messages may then share their memory. */
  isKept = false;

  /** Points the reader at `bytes` from `start` to `end`. */
  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.nesting = 0;
    this.maxNesting = MAX_NESTING;
    this.endTag = 0;
  }

  /** Lets go of the bytes, so that a chunk of a socket does not outlive its message. */
  release(): void {
    this.bytes = noBytes;
  }
}

/** @throws DecodeFault always */
export function failAt(position: number, problem: string): never {
  throw new DecodeFault(position, problem);
}

/** Ends a message, a packed field or a map entry: its last value must end where it ends. */
export function leave(reader: Reader, outerEnd: number): void {
  if (reader.position !== reader.end) failAt(reader.end, "is cut off in the middle of a value");
  reader.end = outerEnd;
}

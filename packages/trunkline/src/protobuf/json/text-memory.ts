// Where text is written before it is a string: the same memory again and again, since none of it is given away.

import { OutputBuffer } from "../../base/index.js";

/** Memory that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** Lent to one conversion at a time: a getter of a message may begin another. */
let kept: OutputBuffer | undefined;

/** Empty memory; `returnTextMemory` takes it back. */
export function borrowTextMemory(): OutputBuffer {
  const out = kept ?? new OutputBuffer(4096);
  kept = undefined;
  return out;
}

/** Not called where writing has failed: the memory is then let go. */
export function returnTextMemory(out: OutputBuffer): void {
  out.length = 0;
  if (out.bytes.length <= MAX_KEPT_BYTES) kept = out;
}

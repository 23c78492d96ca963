// One direction's bytes cut into frames for whoever only looks on, whatever chunks they come in. It
// copies what it has to keep and checks nothing: receive-frames.ts is what serves.

import { copyBytes } from "../base/index.js";
import { Flag, FRAME_HEADER_BYTES, FrameType, readUint31 } from "./frame.js";

/** A frame as it went by. */
export interface SeenFrame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  /** Octets of payload that its header announces. */
  readonly length: number;
  /** The payload, or its beginning: of DATA the padding length alone, of unknown types nothing. Valid only during the call. */
  readonly payload: Uint8Array;
}

/** More of a frame than this is not kept: no frame but DATA that either side accepts is longer. */
const MOST_KEPT_BYTES = 65_536;

export class FrameCutter {
  #kept: Uint8Array = new Uint8Array(0);
  #bytesToSkip = 0;

  /** Takes in the next bytes of the direction; `visit` is called for each frame that they complete. */
  cut(chunk: Uint8Array, visit: (frame: SeenFrame) => void): void {
    const bytes = this.#kept.length === 0 ? chunk : joined(this.#kept, chunk);
    let at = 0;
    for (;;) {
      const skipped = Math.min(this.#bytesToSkip, bytes.length - at);
      this.#bytesToSkip -= skipped;
      at += skipped;
      if (bytes.length - at < FRAME_HEADER_BYTES) break;
      const length = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
      const type = bytes[at + 3]!;
      const flags = bytes[at + 4]!;
      const start = at + FRAME_HEADER_BYTES;
      const end = start + Math.min(length, keptBytes(type, flags));
      if (end > bytes.length) break;
      const streamId = readUint31(bytes, at + 5);
      visit({ type, flags, streamId, length, payload: bytes.subarray(start, end) });
      this.#bytesToSkip = length - (end - start);
      at = end;
    }
    this.#kept = copyBytes(bytes, at, bytes.length);
  }
}

/** How much of a frame's payload has to be there before it can be told. */
function keptBytes(type: number, flags: number): number {
  if (type === FrameType.DATA) return (flags & Flag.PADDED) !== 0 ? 1 : 0;
  return type <= FrameType.CONTINUATION ? MOST_KEPT_BYTES : 0;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

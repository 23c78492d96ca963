// The five bytes before each message on their way out (gRPC-HTTP2 "Length-Prefixed-Message"): one
// flag byte, four bytes of length. They are reserved first and filled in once the message is written,
// so that a message is encoded in one pass into the buffer that leaves.

import { copyBytes, OutputBuffer, writeUint32 } from "../base/index.js";
import type { MessageType } from "../protobuf/index.js";
import { assertSentBytes, DEFAULT_MAX_SENT_BYTES } from "./limits.js";

/** Bytes before each message. */
export const PREFIX_BYTES = 5;

/** A scratch larger than this is given back instead of kept for the next message. */
const MAX_SCRATCH_BYTES = 65_536;

let scratch = new OutputBuffer(4096);
let isScratchBusy = false;

/**
 * Appends `message` with its prefix to `out`. When the encoding throws, `out` is left longer and the
 * caller rolls back.
 */
export function writeFramed<I>(out: OutputBuffer, type: MessageType<unknown, I>, message: I): void {
  out.reserve(PREFIX_BYTES);
  const at = out.length;
  out.length = at + PREFIX_BYTES;
  type.write(out, message);
  const { bytes } = out;
  const messageBytes = out.length - at - PREFIX_BYTES;
  if (messageBytes > DEFAULT_MAX_SENT_BYTES) assertSentBytes(messageBytes, DEFAULT_MAX_SENT_BYTES);
  bytes[at] = 0;
  writeUint32(bytes, at + 1, messageBytes);
}

/** `message` with its prefix, in memory of its own. */
export function encodeFramed<I>(type: MessageType<unknown, I>, message: I): Uint8Array {
  // A getter of the message may send another message, which then needs a buffer of its own.
  const out = isScratchBusy ? new OutputBuffer() : scratch;
  const isMine = out === scratch;
  isScratchBusy = true;
  try {
    out.length = 0;
    writeFramed(out, type, message);
    return copyBytes(out.bytes, 0, out.length);
  } finally {
    if (isMine) {
      isScratchBusy = false;
      if (out.bytes.length > MAX_SCRATCH_BYTES) scratch = new OutputBuffer(4096);
    }
  }
}

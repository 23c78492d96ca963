// Sending header blocks (RFC 9113 §6.2, §6.10). They are not flow controlled, so a block goes out the
// moment it is asked for; HPACK needs that too, since its order is the order on the wire.

import { copyBytes } from "../base/index.js";
import type { HeaderPart } from "../hpack/index.js";
import type { ConnectionState } from "./connection-state.js";
import { Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { outputWritten, roomFor } from "./output.js";

/** Enough for a typical block, so that the encoder need not grow the buffer. */
const USUAL_BLOCK_BYTES = 256;

/** Writes HEADERS, and CONTINUATION where the block is longer than the peer's frames may be. */
export function sendHeaderBlock(
  connection: ConnectionState,
  streamId: number,
  parts: readonly HeaderPart[],
  endStream: boolean,
): void {
  const out = roomFor(connection, FRAME_HEADER_BYTES + USUAL_BLOCK_BYTES);
  const start = out.length;
  out.length += FRAME_HEADER_BYTES;
  connection.encoder.encode(out, parts);
  connection.counters.headerBlocksSent++;
  const blockBytes = out.length - start - FRAME_HEADER_BYTES;
  const flags = endStream ? Flag.END_STREAM : 0;
  if (blockBytes <= connection.peer.maxFrameBytes) {
    writeFrameHeader(
      out.bytes,
      start,
      blockBytes,
      FrameType.HEADERS,
      flags | Flag.END_HEADERS,
      streamId,
    );
  } else {
    splitBlock(connection, start, streamId, flags);
  }
  outputWritten(connection);
}

/** Cuts the block that begins behind the frame header at `start` into frames of the peer's size. */
function splitBlock(
  connection: ConnectionState,
  start: number,
  streamId: number,
  flags: number,
): void {
  const out = connection.output;
  const block = copyBytes(out.bytes, start + FRAME_HEADER_BYTES, out.length);
  const { maxFrameBytes } = connection.peer;
  out.length = start;
  for (let at = 0; at < block.length; at += maxFrameBytes) {
    const piece = block.subarray(at, at + maxFrameBytes);
    const isLast = at + maxFrameBytes >= block.length;
    out.reserve(FRAME_HEADER_BYTES + piece.length);
    writeFrameHeader(
      out.bytes,
      out.length,
      piece.length,
      at === 0 ? FrameType.HEADERS : FrameType.CONTINUATION,
      (at === 0 ? flags : 0) | (isLast ? Flag.END_HEADERS : 0),
      streamId,
    );
    out.length += FRAME_HEADER_BYTES;
    out.append(piece);
  }
}

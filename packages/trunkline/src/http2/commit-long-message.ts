// A message that was encoded in the connection's output and is no single frame: longer than frames may be,
// or than the windows are open.

import { copyBytes } from "../base/index.js";
import type { ConnectionState } from "./connection-state.js";
import { Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { borrowMemory, outputWritten } from "./output.js";
import type { Stream } from "./stream.js";
import { endLocal } from "./stream-lifecycle.js";

/** A longer message is queued even where windows are open, so that streams take turns. */
const MOST_AT_ONCE_BYTES = 65_536;
/** A shorter message is copied: the memory it lies in has not grown for it. */
const HANDED_OVER_BYTES = 131_072;

/**
 * Sends or queues the message whose frame begins at `start` of the output and ends with it; room for the
 * frame's header is there. The message has been committed: nothing is being encoded any more.
 */
export function commitLongMessage(
  connection: ConnectionState,
  stream: Stream,
  start: number,
  endStream: boolean,
): void {
  const length = connection.output.length - start - FRAME_HEADER_BYTES;
  if (
    length <= MOST_AT_ONCE_BYTES &&
    length <= stream.sendWindow &&
    length <= connection.sendWindow
  ) {
    sendInFrames(connection, stream, start, length, endStream);
  } else {
    stream.enqueue(takeMessage(connection, start), endStream);
    // Nothing of it may have left: a flush then gives the memory back that was lent for it.
    outputWritten(connection);
  }
}

/** Makes frames of the message where it lies: each part moves up by the headers before it, the last one first. */
function sendInFrames(
  connection: ConnectionState,
  stream: Stream,
  start: number,
  length: number,
  endStream: boolean,
): void {
  const out = connection.output;
  const { maxFrameBytes } = connection.peer;
  const frameCount = Math.ceil(length / maxFrameBytes);
  out.reserve((frameCount - 1) * FRAME_HEADER_BYTES);
  const { bytes } = out;
  for (let index = frameCount - 1; index >= 0; index--) {
    const from = start + FRAME_HEADER_BYTES + index * maxFrameBytes;
    const partBytes = Math.min(maxFrameBytes, length - index * maxFrameBytes);
    const header = start + index * (FRAME_HEADER_BYTES + maxFrameBytes);
    if (index > 0) bytes.copyWithin(header + FRAME_HEADER_BYTES, from, from + partBytes);
    const flags = endStream && index === frameCount - 1 ? Flag.END_STREAM : 0;
    writeFrameHeader(bytes, header, partBytes, FrameType.DATA, flags, stream.id);
  }
  out.length += (frameCount - 1) * FRAME_HEADER_BYTES;
  stream.sendWindow -= length;
  connection.sendWindow -= length;
  connection.counters.dataFramesSent += frameCount;
  if (endStream) endLocal(connection, stream);
  outputWritten(connection);
}

/**
 * Takes the message out of the output. Where the output has grown for it, the memory goes with it and what
 * stood before it is copied instead.
 */
function takeMessage(connection: ConnectionState, start: number): Uint8Array {
  const out = connection.output;
  const { bytes, length } = out;
  out.length = start;
  if (length - start < Math.max(HANDED_OVER_BYTES, bytes.length / 2)) {
    return copyBytes(bytes, start + FRAME_HEADER_BYTES, length);
  }
  out.length = 0;
  borrowMemory(connection);
  out.append(bytes.subarray(0, start));
  return bytes.subarray(start + FRAME_HEADER_BYTES, length);
}

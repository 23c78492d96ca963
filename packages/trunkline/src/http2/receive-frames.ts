// From chunks of bytes to frames (RFC 9113 §4.1), parsed in place. A chunk ends wherever it likes:
// DATA is passed on piece by piece, any other frame that is cut off is kept until its rest arrives.

import { copyBytes } from "../base/index.js";
import { charge } from "./abuse.js";
import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { Cost } from "./cost-ledger.js";
import { ErrorCode } from "./errors.js";
import {
  DEFAULT_MAX_FRAME_BYTES,
  Flag,
  FRAME_HEADER_BYTES,
  FrameType,
  readUint31,
} from "./frame.js";
import {
  receiveGoAway,
  receivePing,
  receivePriority,
  receiveReset,
  receiveSettings,
  receiveWindowUpdate,
} from "./receive-control.js";
import { beginData, receiveData, receiveDataPiece } from "./receive-data.js";
import { receiveContinuation, receiveHeaders } from "./receive-headers.js";
import { failForeignServer, matchPreface } from "./receive-preface.js";
import { awaitFrame, frameIsComplete } from "./waiting.js";

/**
 * Takes in `chunk` from `from` on, frame by frame until `connection.workDone` has come to `untilWork`. Returns
 * where that was: the chunk's length when every frame in it has been handled.
 */
export function receiveChunk(
  connection: ConnectionState,
  chunk: Uint8Array,
  from: number,
  untilWork: number,
): number {
  let at = matchPreface(connection, chunk, from);
  if (connection.partial !== null && !connection.isDead)
    at = completePartial(connection, chunk, at);
  const end = chunk.length;
  while (at < end && connection.workDone < untilWork && !connection.isDead) {
    if (connection.dataRemainingBytes > 0) {
      const pieceEnd = Math.min(end, at + connection.dataRemainingBytes);
      receiveDataPiece(connection, chunk, at, pieceEnd);
      at = pieceEnd;
      continue;
    }
    if (end - at < FRAME_HEADER_BYTES) {
      keepPartial(connection, chunk, at, FRAME_HEADER_BYTES);
      return end;
    }
    const length = (chunk[at]! << 16) | (chunk[at + 1]! << 8) | chunk[at + 2]!;
    if (length > DEFAULT_MAX_FRAME_BYTES) {
      failFrameSize(connection, chunk, at, length);
      return end;
    }
    const payload = at + FRAME_HEADER_BYTES;
    if (payload + length > end) {
      if (!beginPartialData(connection, chunk, at, length)) {
        keepPartial(connection, chunk, at, FRAME_HEADER_BYTES + length);
        return end;
      }
      at = payload;
      continue;
    }
    receiveFrame(connection, chunk, at, length);
    at = payload + length;
  }
  return connection.isDead ? end : at;
}

/** A DATA frame that goes on beyond the chunk needs no copy, unless padding hides where its data ends. */
function beginPartialData(
  connection: ConnectionState,
  chunk: Uint8Array,
  at: number,
  length: number,
): boolean {
  const flags = chunk[at + 4]!;
  if (chunk[at + 3] !== FrameType.DATA || (flags & Flag.PADDED) !== 0) return false;
  if (!isAllowedHere(connection, FrameType.DATA, chunk, at)) return true;
  beginData(connection, readUint31(chunk, at + 5), flags, length);
  return true;
}

/** A frame as large as any, with its header. */
const LARGEST_BYTES = FRAME_HEADER_BYTES + DEFAULT_MAX_FRAME_BYTES;
/** A frame of which so much has come is kept in memory for the largest. */
const LARGE_BYTES = LARGEST_BYTES >> 1;
/**
 * Such memory that nobody uses: who sends large frames is cut off in one of them again and again, and memory for
 * each would have all garbage collected several times a second.
 */
let spare: Uint8Array | null = null;

function memoryForLarge(): Uint8Array {
  const memory = spare ?? new Uint8Array(LARGEST_BYTES);
  spare = null;
  return memory;
}

/** Keeps the rest of the chunk, the beginning of a frame (or frame header) of `wantedBytes`. */
function keepPartial(
  connection: ConnectionState,
  chunk: Uint8Array,
  at: number,
  wantedBytes: number,
): void {
  const bytes = chunk.length - at;
  if (bytes < LARGE_BYTES) {
    connection.partial = copyBytes(chunk, at, chunk.length);
  } else {
    connection.partial = memoryForLarge();
    connection.partial.set(chunk.subarray(at));
  }
  connection.partialBytes = bytes;
  connection.partialWantedBytes = wantedBytes;
  awaitFrame(connection);
}

/** The frame that was begun, with room for `bytes` of it: what a peer only announces takes no memory. */
function roomInPartial(connection: ConnectionState, bytes: number): Uint8Array {
  const partial = connection.partial!;
  if (bytes <= partial.length) return partial;
  const wanted = connection.partialWantedBytes;
  const larger =
    bytes < LARGE_BYTES
      ? new Uint8Array(Math.min(wanted, Math.max(bytes, 2 * partial.length)))
      : memoryForLarge();
  larger.set(partial);
  connection.partial = larger;
  return larger;
}

/** Completes the frame that an earlier chunk began. Returns where parsing goes on in this one. */
function completePartial(connection: ConnectionState, chunk: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const { partialBytes, partialWantedBytes: wanted } = connection;
    const count = Math.min(wanted - partialBytes, chunk.length - at);
    const partial = roomInPartial(connection, partialBytes + count);
    partial.set(chunk.subarray(at, at + count), partialBytes);
    connection.partialBytes += count;
    at += count;
    if (connection.partialBytes < wanted) return at;
    connection.partial = null;
    const length = (partial[0]! << 16) | (partial[1]! << 8) | partial[2]!;
    if (wanted === FRAME_HEADER_BYTES && length > 0) {
      // Only the frame header was kept: now the size of the whole is known.
      if (length > DEFAULT_MAX_FRAME_BYTES) {
        failFrameSize(connection, partial, 0, length);
        return at;
      }
      if (beginPartialData(connection, partial, 0, length)) {
        frameIsComplete(connection);
        return at;
      }
      keepPartial(connection, partial, 0, FRAME_HEADER_BYTES + length);
      continue;
    }
    receiveFrame(connection, partial, 0, length);
    if (partial.length === LARGEST_BYTES) spare = partial;
    frameIsComplete(connection);
    return at;
  }
}

function receiveFrame(
  connection: ConnectionState,
  bytes: Uint8Array,
  at: number,
  length: number,
): void {
  const type = bytes[at + 3]!;
  if (!isAllowedHere(connection, type, bytes, at)) return;
  connection.counters.framesReceived++;
  connection.workDone++;
  const flags = bytes[at + 4]!;
  const streamId = readUint31(bytes, at + 5);
  const start = at + FRAME_HEADER_BYTES;
  const end = start + length;
  switch (type) {
    case FrameType.DATA:
      receiveData(connection, streamId, flags, bytes, start, end);
      break;
    case FrameType.HEADERS:
      receiveHeaders(connection, streamId, flags, bytes, start, end);
      break;
    case FrameType.PRIORITY:
      receivePriority(connection, streamId, bytes, start, end);
      break;
    case FrameType.RST_STREAM:
      receiveReset(connection, streamId, bytes, start, end);
      break;
    case FrameType.SETTINGS:
      receiveSettings(connection, streamId, flags, bytes, start, end);
      break;
    case FrameType.PUSH_PROMISE: {
      const message = "PUSH_PROMISE was received, which nobody may send here (RFC 9113 §8.4)";
      failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
      break;
    }
    case FrameType.PING:
      receivePing(connection, streamId, flags, bytes, start, end);
      break;
    case FrameType.GOAWAY:
      receiveGoAway(connection, streamId, bytes, start, end);
      break;
    case FrameType.WINDOW_UPDATE:
      receiveWindowUpdate(connection, streamId, bytes, start, end);
      break;
    case FrameType.CONTINUATION:
      receiveContinuation(connection, flags, bytes, start, end);
      break;
    default:
      // Frames of unknown types are ignored, and counted (RFC 9113 §5.5).
      charge(connection, Cost.unknownFrame);
  }
}

/** Checks the order of frames: SETTINGS first, and a header block without anything between its parts. */
function isAllowedHere(
  connection: ConnectionState,
  type: number,
  bytes: Uint8Array,
  at: number,
): boolean {
  if (connection.continuationStreamId !== 0 || type === FrameType.CONTINUATION) {
    const streamId = readUint31(bytes, at + 5);
    const wanted = connection.continuationStreamId;
    if (type === FrameType.CONTINUATION && wanted === streamId && wanted !== 0) return true;
    const message =
      wanted === 0
        ? `CONTINUATION on stream ${streamId} without a header block before it (RFC 9113 §6.10)`
        : `A frame of type ${type} came where CONTINUATION on stream ${wanted} was expected (RFC 9113 §6.10)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return false;
  }
  if (!connection.hasPeerSettings && (type !== FrameType.SETTINGS || (bytes[at + 4]! & 1) !== 0)) {
    const message = `The first frame has type ${type}: expected SETTINGS (RFC 9113 §3.4)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return false;
  }
  return true;
}

function failFrameSize(
  connection: ConnectionState,
  bytes: Uint8Array,
  at: number,
  length: number,
): void {
  // No frame begins so; and where it is the first, this is not HTTP/2 (receive-preface.ts).
  if (bytes[at] !== 0 && !connection.hasPeerSettings && !connection.isServer) {
    failForeignServer(connection, bytes.subarray(at));
    return;
  }
  const message = `A frame of type ${bytes[at + 3]} on stream ${readUint31(bytes, at + 5)} has ${length} octets: expected at most ${DEFAULT_MAX_FRAME_BYTES} (RFC 9113 §4.2)`;
  failConnection(connection, ErrorCode.FRAME_SIZE_ERROR, message);
}

// HEADERS and CONTINUATION (RFC 9113 §6.2, §6.10): gathering a block, decoding it, and what it means
// for its stream: a request, a response, an interim response, or trailers.
//
// Every block is decoded, also one whose stream is refused or gone: the peer's table has moved on.

import { HeaderBlock } from "../hpack/index.js";
import { charge, chargeHeaders, headerUnits } from "./abuse.js";
import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { ANSWERS_HEAD, NO_CONTENT_LENGTH, shortOfContentLength } from "./content-length.js";
import { Cost } from "./cost-ledger.js";
import { EngineStream } from "./engine-stream.js";
import { ErrorCode } from "./errors.js";
import { DEFAULT_MAX_FRAME_BYTES, Flag, readUint31 } from "./frame.js";
import type { Stream } from "./stream.js";
import { failStream, refuseStream } from "./stream-faults.js";
import { announceSlot, endRemote } from "./stream-lifecycle.js";
import { findStream, isBeyondGoAway, isIdle } from "./stream-lookup.js";
import { isRemoteEnded } from "./stream-state.js";
import { contentLength, validateHeaders } from "./validate-headers.js";
import { awaitFrame, frameIsComplete } from "./waiting.js";

/** CONTINUATION frames that one block may have, empty ones included, or as many as its octets need. */
const MAX_CONTINUATION_FRAMES = 8;

/** A HEADERS frame, its payload at `start` to `end` of `bytes`. */
export function receiveHeaders(
  connection: ConnectionState,
  streamId: number,
  flags: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  if ((streamId & 1) === 0) {
    const message = `HEADERS on stream ${streamId}: expected an odd stream id (RFC 9113 §5.1.1)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  let blockStart = start;
  let blockEnd = end;
  if ((flags & Flag.PADDED) !== 0) {
    blockEnd -= start < end ? bytes[start]! : 0;
    blockStart++;
  }
  if ((flags & Flag.PRIORITY) !== 0) blockStart += 5;
  if (blockStart > blockEnd) {
    const message = `HEADERS on stream ${streamId} is shorter than its padding and priority (RFC 9113 §6.2)`;
    // Too short for its fields, or for the padding that they announce.
    const code = blockStart > end ? ErrorCode.FRAME_SIZE_ERROR : ErrorCode.PROTOCOL_ERROR;
    failConnection(connection, code, message);
    return;
  }
  if ((flags & Flag.PRIORITY) !== 0 && readUint31(bytes, blockStart - 5) === streamId) {
    const message = `Stream ${streamId} depends on itself (RFC 7540 §5.3.1)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  const endStream = (flags & Flag.END_STREAM) !== 0;
  if ((flags & Flag.END_HEADERS) !== 0) {
    receiveBlock(connection, streamId, endStream, bytes, blockStart, blockEnd);
    return;
  }
  connection.continuationStreamId = streamId;
  connection.continuationEndsStream = endStream;
  connection.continuationFrames = 0;
  connection.continuation.length = 0;
  connection.continuation.append(bytes.subarray(blockStart, blockEnd));
  awaitFrame(connection);
}

/** A CONTINUATION frame; the caller has checked that one is expected on this stream. */
export function receiveContinuation(
  connection: ConnectionState,
  flags: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const { continuation } = connection;
  continuation.append(bytes.subarray(start, end));
  connection.continuationFrames++;
  // A list may be encoded in more octets than it counts, but not in many more.
  const maxOctets = 2 * connection.options.maxHeaderListBytes;
  const maxFrames = Math.max(
    MAX_CONTINUATION_FRAMES,
    Math.ceil(maxOctets / DEFAULT_MAX_FRAME_BYTES),
  );
  if (connection.continuationFrames > maxFrames || continuation.length > maxOctets) {
    // It has been looked at: whoever sent it must not take it for unprocessed, and send it again.
    if (connection.isServer && connection.continuationStreamId > connection.lastStreamId) {
      connection.lastStreamId = connection.continuationStreamId;
    }
    const message = `A header block of ${continuation.length} octets in ${connection.continuationFrames + 1} frames is more than is accepted`;
    failConnection(connection, ErrorCode.ENHANCE_YOUR_CALM, message);
    return;
  }
  if ((flags & Flag.END_HEADERS) === 0) return;
  const streamId = connection.continuationStreamId;
  connection.continuationStreamId = 0;
  frameIsComplete(connection);
  const { bytes: block, length } = continuation;
  receiveBlock(connection, streamId, connection.continuationEndsStream, block, 0, length);
}

function receiveBlock(
  connection: ConnectionState,
  streamId: number,
  endStream: boolean,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const units = headerUnits(end - start);
  connection.workDone += units;
  connection.headerBlocks++;
  const decoded = connection.decoder.decode(bytes, start, end);
  if (!(decoded instanceof HeaderBlock) && decoded.kind === "hpack") {
    const code = decoded.isExcess ? ErrorCode.ENHANCE_YOUR_CALM : ErrorCode.COMPRESSION_ERROR;
    failConnection(connection, code, decoded.message);
    return;
  }
  // From here on a null block means one that was too large to keep.
  const block = decoded instanceof HeaderBlock ? decoded : null;
  if (block === null && !chargeHeaders(connection, units)) return;
  const stream = findStream(connection, streamId);
  if (stream !== null) receiveOnStream(connection, stream, block, endStream);
  else if (connection.isServer) receiveNewStream(connection, streamId, block, endStream, units);
  else receiveOnClosedStream(connection, streamId, units);
}

function receiveNewStream(
  connection: ConnectionState,
  streamId: number,
  block: HeaderBlock | null,
  endStream: boolean,
  units: number,
): void {
  if (streamId <= connection.lastStreamId) {
    receiveOnClosedStream(connection, streamId, units);
    return;
  }
  if (isBeyondGoAway(connection, streamId)) {
    connection.closedStreams.addLateCredit(connection.streamWindowBytes);
    if (charge(connection, Cost.strayFrame)) chargeHeaders(connection, units);
    return;
  }
  connection.closedStreams.addGap(connection.lastStreamId, streamId);
  connection.lastStreamId = streamId;
  // RFC 9113 §5.1.2.
  if (connection.slotsTaken >= connection.options.maxConcurrentStreams) {
    refuseStream(connection, streamId, ErrorCode.REFUSED_STREAM, Cost.refusedStream);
    return;
  }
  if (block === null) {
    rejectTooLarge(connection, streamId, endStream);
    return;
  }
  if (validateHeaders(block, "request") !== null) {
    refuseStream(connection, streamId, ErrorCode.PROTOCOL_ERROR, Cost.streamFault);
    return;
  }
  if (endStream && contentLength(block) > 0) {
    // Refused before it is a stream: the layer above must not hear of the end of what never began.
    refuseStream(connection, streamId, ErrorCode.PROTOCOL_ERROR, Cost.streamFault);
    return;
  }
  const stream = openRequest(connection, streamId);
  stream.hasReceivedHeaders = true;
  stream.remainingContentBytes = contentLength(block);
  if (endStream) endRemote(connection, stream);
  connection.sink.onHeaders(stream, block, endStream);
}

function openRequest(connection: ConnectionState, streamId: number): Stream {
  const stream = new EngineStream(connection, streamId);
  connection.streams.add(stream);
  connection.lastStream = stream;
  connection.slotsTaken++;
  connection.counters.streamsOpened++;
  return stream;
}

/** Answers a request whose header list is too large with the status that HTTP has for it (RFC 6585 §5). */
function rejectTooLarge(connection: ConnectionState, streamId: number, endStream: boolean): void {
  const stream = openRequest(connection, streamId);
  stream.isReleased = true;
  if (endStream) endRemote(connection, stream);
  stream.sendHeaders([[":status", "431"]], true);
  charge(connection, Cost.oversizedHeaders);
}

function receiveOnStream(
  connection: ConnectionState,
  stream: Stream,
  block: HeaderBlock | null,
  endStream: boolean,
): void {
  if (isRemoteEnded(stream.state)) {
    const message = `HEADERS on stream ${stream.id} after END_STREAM (RFC 9113 §5.1)`;
    failStream(connection, stream, ErrorCode.STREAM_CLOSED, message);
    return;
  }
  if (block === null) {
    const message = `The header list on stream ${stream.id} is larger than ${connection.options.maxHeaderListBytes} octets, the most that is accepted`;
    failStream(connection, stream, ErrorCode.ENHANCE_YOUR_CALM, message);
    return;
  }
  const isTrailers = stream.hasReceivedHeaders;
  const fault = validateHeaders(block, isTrailers ? "trailers" : "response");
  if (fault !== null) {
    failStream(connection, stream, ErrorCode.PROTOCOL_ERROR, `${fault}, on stream ${stream.id}`);
    return;
  }
  if (isTrailers) {
    if (!endStream) {
      const message = `Trailers on stream ${stream.id} without END_STREAM (RFC 9113 §8.1)`;
      failStream(connection, stream, ErrorCode.PROTOCOL_ERROR, message);
      return;
    }
    if (isShort(connection, stream)) return;
    const isSlotFree = endRemote(connection, stream);
    connection.sink.onTrailers(stream, block);
    if (isSlotFree) announceSlot(connection);
    return;
  }
  if (block.get(":status")!.charCodeAt(0) === 0x31) {
    // 1xx: something to come, nothing to report, and never the end (RFC 9113 §8.1).
    if (block.get(":status") === "101") {
      const message = `Stream ${stream.id} is switched to another protocol: HTTP/2 has no 101 (RFC 9113 §8.6)`;
      failStream(connection, stream, ErrorCode.PROTOCOL_ERROR, message);
      return;
    }
    if (!endStream) {
      charge(connection, Cost.interimResponse);
      return;
    }
    const message = `An interim response ends stream ${stream.id} (RFC 9113 §8.1)`;
    failStream(connection, stream, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  stream.hasReceivedHeaders = true;
  // What 204, 304 and answers to HEAD say of a length is that of content which never comes (RFC 9113 §8.1.1).
  const isContentless =
    stream.remainingContentBytes === ANSWERS_HEAD ||
    (endStream && /^(204|304)$/.test(block.get(":status")!));
  stream.remainingContentBytes = isContentless ? NO_CONTENT_LENGTH : contentLength(block);
  if (endStream && isShort(connection, stream)) return;
  const isSlotFree = endStream && endRemote(connection, stream);
  connection.sink.onHeaders(stream, block, endStream);
  if (isSlotFree) announceSlot(connection);
}

/** END_STREAM on a header block. True when that breaks a promise: the stream has been reset. */
function isShort(connection: ConnectionState, stream: Stream): boolean {
  if (stream.remainingContentBytes <= 0) return false;
  failStream(
    connection,
    stream,
    ErrorCode.PROTOCOL_ERROR,
    shortOfContentLength(stream.id, stream.remainingContentBytes),
  );
  return true;
}

function receiveOnClosedStream(connection: ConnectionState, streamId: number, units: number): void {
  if (isIdle(connection, streamId)) {
    const message = connection.isServer
      ? `HEADERS on stream ${streamId}, below the last id ${connection.lastStreamId} (RFC 9113 §5.1.1)`
      : `HEADERS on stream ${streamId}, which is idle (RFC 9113 §5.1)`;
    failConnection(connection, ErrorCode.PROTOCOL_ERROR, message);
    return;
  }
  const { closedStreams } = connection;
  if (closedStreams.wasReset(streamId) || closedStreams.hasForgottenResets) {
    // A client meets the answers of calls that it has cancelled here: that is its own doing.
    if (connection.isServer && charge(connection, Cost.strayFrame))
      chargeHeaders(connection, units);
    return;
  }
  const message = `HEADERS on stream ${streamId}, which is closed (RFC 9113 §5.1)`;
  failConnection(connection, ErrorCode.STREAM_CLOSED, message);
}

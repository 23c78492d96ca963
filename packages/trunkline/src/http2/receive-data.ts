// DATA (RFC 9113 §6.1): counted against both windows, stripped of padding, passed on as it arrives.

import { charge } from "./abuse.js";
import { failConnection } from "./connection-lifecycle.js";
import type { ConnectionState } from "./connection-state.js";
import { shortOfContentLength } from "./content-length.js";
import { Cost } from "./cost-ledger.js";
import { ErrorCode } from "./errors.js";
import { Flag } from "./frame.js";
import {
  returnConnectionCredit,
  returnStreamCredit,
  takeConnectionCredit,
} from "./receive-window.js";
import type { Stream } from "./stream.js";
import { failStream } from "./stream-faults.js";
import { announceSlot, endRemote } from "./stream-lifecycle.js";
import { dataOnClosedStream, findStream } from "./stream-lookup.js";
import { isRemoteEnded } from "./stream-state.js";

/** A gRPC message is a prefix of five octets and what it announces. */
const SMALLEST_MESSAGE_BYTES = 5;

/**
 * Begins a DATA frame of `length` payload octets, without padding, whose octets follow piece by piece
 * with receiveDataPiece. A frame that is refused is skipped: its octets still count.
 */
export function beginData(
  connection: ConnectionState,
  streamId: number,
  flags: number,
  length: number,
): void {
  const stream = acceptData(connection, streamId, length, length);
  if (connection.isDead || !chargeSmallData(connection, length, flags)) return;
  connection.counters.framesReceived++;
  connection.workDone++;
  connection.dataStream = stream;
  connection.dataRemainingBytes = length;
  connection.dataEndsStream = (flags & Flag.END_STREAM) !== 0;
}

/** Passes on a piece of the frame begun with beginData. */
export function receiveDataPiece(
  connection: ConnectionState,
  chunk: Uint8Array,
  start: number,
  end: number,
): void {
  connection.dataRemainingBytes -= end - start;
  const stream = connection.dataStream;
  const isLast = connection.dataRemainingBytes === 0;
  if (isLast) connection.dataStream = null;
  if (stream === null) return;
  deliver(connection, stream, chunk, start, end, isLast && connection.dataEndsStream);
}

/** A whole DATA frame, its payload at `start` to `end` of `chunk`. */
export function receiveData(
  connection: ConnectionState,
  streamId: number,
  flags: number,
  chunk: Uint8Array,
  start: number,
  end: number,
): void {
  let dataStart = start;
  let dataEnd = end;
  if ((flags & Flag.PADDED) !== 0) {
    const padding = start < end ? chunk[start]! : 0;
    if (start === end || padding >= end - start) {
      failConnection(
        connection,
        start === end ? ErrorCode.FRAME_SIZE_ERROR : ErrorCode.PROTOCOL_ERROR,
        `DATA on stream ${streamId} has ${padding} octets of padding in ${end - start} of payload (RFC 9113 §6.1)`,
      );
      return;
    }
    dataStart = start + 1;
    dataEnd = end - padding;
  }
  const stream = acceptData(connection, streamId, end - start, dataEnd - dataStart);
  // Also on a stream that is gone: windows hold nobody back who sends no octets.
  if (!chargeSmallData(connection, dataEnd - dataStart, flags)) return;
  if (stream === null) return;
  const endStream = (flags & Flag.END_STREAM) !== 0;
  const overhead = end - start - (dataEnd - dataStart);
  // Behind its end the peer has no use for more of the stream's window.
  if (overhead > 0 && !endStream) returnStreamCredit(connection, stream, overhead);
  deliver(connection, stream, chunk, dataStart, dataEnd, endStream);
}

/**
 * Frames with less than the prefix of a gRPC message in them cost more than they bring; the last one of a
 * stream is mostly empty. False when they have cost too much.
 */
function chargeSmallData(connection: ConnectionState, dataBytes: number, flags: number): boolean {
  if (dataBytes >= SMALLEST_MESSAGE_BYTES || (flags & Flag.END_STREAM) !== 0) return true;
  return charge(connection, dataBytes === 0 ? Cost.emptyData : Cost.tinyData);
}

/**
 * Counts a frame of `frameBytes`, `dataBytes` of them data, and finds its stream. Null when the stream
 * may not receive it; whatever error follows from that has been dealt with.
 */
function acceptData(
  connection: ConnectionState,
  streamId: number,
  frameBytes: number,
  dataBytes: number,
): Stream | null {
  if (!takeConnectionCredit(connection, frameBytes)) {
    failConnection(
      connection,
      ErrorCode.FLOW_CONTROL_ERROR,
      `DATA on stream ${streamId} exceeds the connection's window (RFC 9113 §6.9.1)`,
    );
    return null;
  }
  const stream = findStream(connection, streamId);
  if (stream === null) {
    dataOnClosedStream(connection, streamId, frameBytes);
    returnConnectionCredit(connection);
    return null;
  }
  const fault = dataFault(stream, frameBytes, dataBytes);
  if (fault !== null) {
    failStream(connection, stream, fault.code, fault.message);
    returnConnectionCredit(connection);
    return null;
  }
  stream.receiveWindow -= frameBytes;
  stream.unconsumedBytes += dataBytes;
  connection.unconsumedBytes += dataBytes;
  returnConnectionCredit(connection);
  return stream;
}

function dataFault(
  stream: Stream,
  frameBytes: number,
  dataBytes: number,
): { readonly code: ErrorCode; readonly message: string } | null {
  if (isRemoteEnded(stream.state)) {
    return {
      code: ErrorCode.STREAM_CLOSED,
      message: `DATA on stream ${stream.id} after END_STREAM (RFC 9113 §5.1)`,
    };
  }
  if (!stream.hasReceivedHeaders) {
    return {
      code: ErrorCode.PROTOCOL_ERROR,
      message: `DATA on stream ${stream.id} before HEADERS (RFC 9113 §8.1)`,
    };
  }
  // An empty frame needs no window, not even where a change of SETTINGS left it below 0 (RFC 9113 §6.9.1).
  if (frameBytes > 0 && frameBytes > stream.receiveWindow) {
    return {
      code: ErrorCode.FLOW_CONTROL_ERROR,
      message: `DATA on stream ${stream.id} exceeds its window by ${frameBytes - stream.receiveWindow} octets (RFC 9113 §6.9.1)`,
    };
  }
  if (stream.remainingContentBytes >= 0 && dataBytes > stream.remainingContentBytes) {
    return {
      code: ErrorCode.PROTOCOL_ERROR,
      message: `Stream ${stream.id} has more data than its content-length (RFC 9113 §8.1.1)`,
    };
  }
  return null;
}

function deliver(
  connection: ConnectionState,
  stream: Stream,
  chunk: Uint8Array,
  start: number,
  end: number,
  endStream: boolean,
): void {
  if (stream.remainingContentBytes >= 0) stream.remainingContentBytes -= end - start;
  if (!endStream) {
    if (start < end) connection.sink.onData(stream, chunk, start, end, false);
    return;
  }
  if (stream.remainingContentBytes > 0) {
    failStream(
      connection,
      stream,
      ErrorCode.PROTOCOL_ERROR,
      shortOfContentLength(stream.id, stream.remainingContentBytes),
    );
    return;
  }
  const isSlotFree = endRemote(connection, stream);
  connection.sink.onData(stream, chunk, start, end, true);
  if (isSlotFree) announceSlot(connection);
}

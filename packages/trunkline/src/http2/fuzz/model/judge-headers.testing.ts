// What RFC 9113 says of header blocks (§6.2, §6.10, §8.1 to §8.3): as frames, and as requests, responses and
// trailers.

import { HeaderBlock } from "../../../hpack/index.js";
import {
  concat,
  END_HEADERS,
  END_STREAM,
  type Frame,
  HAS_PRIORITY,
  numberAt,
  PADDED,
} from "../wire.testing.js";
import { headersLine, trailersLine } from "./heard.testing.js";
import { isMalformed, promisedLength } from "./malformed.testing.js";
import { Code, type ModelState } from "./model-state.testing.js";
import { accepted, type Faults, ignored, type Outcome } from "./outcome.testing.js";
import type { ModelStream } from "./stream.testing.js";

export function judgeHeaders(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { flags, streamId, payload } = frame;
  // Streams are the client's to open, with odd ids (§5.1.1).
  if (streamId % 2 === 0) faults.connection.add(Code.PROTOCOL);
  const isPadded = (flags & PADDED) !== 0;
  const hasPriority = (flags & HAS_PRIORITY) !== 0;
  const start = (isPadded ? 1 : 0) + (hasPriority ? 5 : 0);
  const padding = isPadded && payload.length > 0 ? payload[0]! : 0;
  if (payload.length < start) faults.connection.add(Code.FRAME_SIZE);
  else if (payload.length < start + padding) faults.connection.add(Code.PROTOCOL);
  else if (hasPriority && (numberAt(payload, start - 5) & 0x7fff_ffff) === streamId) {
    // Of RFC 7540 §5.3.1; with the block unread, the tables of both sides no longer agree.
    faults.connection.add(Code.PROTOCOL);
  }
  if (faults.connection.size > 0) return [];
  const fragment = payload.slice(start, payload.length - padding);
  const end = (flags & END_STREAM) !== 0;
  if ((flags & END_HEADERS) !== 0) return judgeBlock(model, frame, end, fragment, faults);
  return [
    ignored(() => {
      model.block = { streamId, end, parts: [fragment] };
    }),
  ];
}

/** A part of the block that is expected. */
export function judgeContinuation(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { end, parts } = model.block!;
  parts.push(frame.payload.slice());
  if ((frame.flags & END_HEADERS) === 0) return [ignored()];
  model.block = null;
  return judgeBlock(model, frame, end, concat(parts), faults);
}

function judgeBlock(
  model: ModelState,
  frame: Frame,
  end: boolean,
  bytes: Uint8Array,
  faults: Faults,
): Outcome[] {
  // Whatever becomes of the stream, the block changes the table (§4.3).
  const block = model.decoder.decode(bytes, 0, bytes.length);
  if (!(block instanceof HeaderBlock)) {
    faults.connection.add(Code.COMPRESSION);
    return [];
  }
  const { fields } = block;
  const { streamId } = frame;
  if (model.isBeyondGoAway(streamId)) {
    const windows = model.windowsBeyondGoAway;
    const window = windows.get(streamId) ?? model.initialReceiveWindow;
    return [ignored(() => windows.set(streamId, window))];
  }
  const stream = model.streams.get(streamId);
  if (stream === undefined) {
    if (!model.isIdle(streamId)) {
      // Below the highest id, and never opened (§5.1.1).
      faults.connection.add(Code.PROTOCOL).add(Code.STREAM_CLOSED);
      return [];
    }
    if (model.role === "server") return judgeRequest(model, streamId, fields, end, faults);
    faults.connection.add(Code.PROTOCOL);
    return [];
  }
  if (stream.closedBy !== null) return model.onClosed(frame, stream.closedBy);
  if (stream.hasReceivedEnd) {
    faults.stream.add(Code.STREAM_CLOSED);
    return [];
  }
  if (stream.hasReceivedHeaders) return judgeTrailers(model, stream, fields, end, faults);
  return judgeResponse(model, stream, fields, end, faults);
}

function judgeRequest(
  model: ModelState,
  streamId: number,
  fields: readonly string[],
  end: boolean,
  faults: Faults,
): Outcome[] {
  if (model.slots >= model.limits.maxConcurrentStreams) faults.stream.add(Code.REFUSED_STREAM);
  const isShort = end && (promisedLength(fields) ?? 0) > 0;
  if (isMalformed(fields, "request") || isShort) faults.stream.add(Code.PROTOCOL);
  if (faults.stream.size > 0) return [];
  const apply = (): void => {
    const stream = model.addStream(streamId);
    stream.hasReceivedHeaders = true;
    stream.promisedBytes = promisedLength(fields);
    if (end) model.receiveEnd(stream);
  };
  return [accepted([headersLine(streamId, fields, end)], apply)];
}

function judgeResponse(
  model: ModelState,
  stream: ModelStream,
  fields: readonly string[],
  end: boolean,
  faults: Faults,
): Outcome[] {
  if (isMalformed(fields, "response")) {
    faults.stream.add(Code.PROTOCOL);
    return [];
  }
  const status = fields[fields.indexOf(":status") + 1]!;
  if (status.startsWith("1")) {
    // Interim: never the end (§8.1).
    if (end) faults.stream.add(Code.PROTOCOL);
    return end ? [] : [ignored()];
  }
  // What 204 and 304 say of a length is that of content which does not come.
  const isContentless = end && (status === "204" || status === "304");
  const promised = isContentless ? null : promisedLength(fields);
  if (end && (promised ?? 0) > 0) faults.stream.add(Code.PROTOCOL);
  if (faults.stream.size > 0) return [];
  const apply = (): void => {
    stream.hasReceivedHeaders = true;
    stream.promisedBytes = promised;
    if (end) model.receiveEnd(stream);
  };
  return [accepted([headersLine(stream.id, fields, end)], apply)];
}

function judgeTrailers(
  model: ModelState,
  stream: ModelStream,
  fields: readonly string[],
  end: boolean,
  faults: Faults,
): Outcome[] {
  const isShort = (stream.promisedBytes ?? 0) > 0;
  if (!end || isMalformed(fields, "trailers") || isShort) {
    faults.stream.add(Code.PROTOCOL);
    return [];
  }
  return [accepted([trailersLine(stream.id, fields)], () => model.receiveEnd(stream))];
}

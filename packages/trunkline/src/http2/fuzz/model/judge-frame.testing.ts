// What RFC 9113 says of a frame that an endpoint receives: the outcomes that it allows (§4.2, §5, §6).

import { ACK, END_STREAM, type Frame, numberAt, PADDED, Type } from "../wire.testing.js";
import { dataLine, goAwayLine, resetLine } from "./heard.testing.js";
import { judgeContinuation, judgeHeaders } from "./judge-headers.testing.js";
import { Code, INITIAL_WINDOW, LARGEST_WINDOW, type ModelState } from "./model-state.testing.js";
import { accepted, Faults, ignored, type Outcome } from "./outcome.testing.js";

const LARGEST_FRAME = 16_384;

/** The verdict on a frame. To be asked once for each frame, in their order: header blocks have a memory. */
export function judgeFrame(model: ModelState, frame: Frame): Outcome[] {
  const faults = new Faults();
  judgeOrder(model, frame, faults);
  if (frame.payload.length > LARGEST_FRAME) {
    // A stream error would do for some types (§4.2); an endpoint may make more of it (§5.4.1), and this one,
    // which reads no such frame, has no other choice.
    faults.connection.add(Code.FRAME_SIZE);
  }
  const outcomes = faults.connection.size > 0 ? [] : judgeType(model, frame, faults);
  if (faults.connection.size > 0) {
    return [...faults.connection].map((code) => model.connectionError(code));
  }
  if (faults.stream.size > 0) {
    // Outcomes beside faults are other ways to meet the same fault.
    return [...[...faults.stream].map((code) => model.streamError(frame, code)), ...outcomes];
  }
  return outcomes;
}

/** SETTINGS first (§3.4), and nothing between the parts of a header block (§6.10). */
function judgeOrder(model: ModelState, { type, flags, streamId }: Frame, faults: Faults): void {
  const { block } = model;
  const isInBlock = block !== null && type === Type.CONTINUATION && streamId === block.streamId;
  if (!isInBlock && (block !== null || type === Type.CONTINUATION)) {
    faults.connection.add(Code.PROTOCOL);
  }
  const isSettings = type === Type.SETTINGS && (flags & ACK) === 0;
  if (!model.hasPeerSettings && !isSettings) faults.connection.add(Code.PROTOCOL);
}

function judgeType(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  switch (frame.type) {
    case Type.DATA:
      return judgeData(model, frame, faults);
    case Type.HEADERS:
      return judgeHeaders(model, frame, faults);
    case Type.PRIORITY:
      return judgePriority(model, frame, faults);
    case Type.RST_STREAM:
      return judgeReset(model, frame, faults);
    case Type.SETTINGS:
      return judgeSettings(model, frame, faults);
    case Type.PUSH_PROMISE:
      // Only servers may push, and clients have said that they may not (§6.6, §8.4).
      faults.connection.add(Code.PROTOCOL);
      return [];
    case Type.PING:
      return judgePing(model, frame, faults);
    case Type.GOAWAY:
      return judgeGoAway(model, frame, faults);
    case Type.WINDOW_UPDATE:
      return judgeWindowUpdate(model, frame, faults);
    case Type.CONTINUATION:
      return judgeContinuation(model, frame, faults);
    default:
      return [ignored()];
  }
}

/** §6.1, §6.9.1, §8.1.1. */
function judgeData(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { flags, streamId, payload } = frame;
  const { length } = payload;
  const end = (flags & END_STREAM) !== 0;
  const isPadded = (flags & PADDED) !== 0;
  const padding = isPadded && length > 0 ? payload[0]! : 0;
  if (isPadded && length === 0) faults.connection.add(Code.FRAME_SIZE);
  else if (isPadded && padding >= length) faults.connection.add(Code.PROTOCOL);
  if (streamId === 0) faults.connection.add(Code.PROTOCOL);
  if (length > model.receiveWindow) faults.connection.add(Code.FLOW_CONTROL);
  // Whatever becomes of the frame, it has used up some of the connection's window.
  const count = (): void => {
    model.receiveWindow -= length;
  };
  if (model.isBeyondGoAway(streamId))
    return faults.connection.size > 0 ? [] : judgeLateData(model, frame, count);
  if (model.isIdle(streamId)) faults.connection.add(Code.PROTOCOL);
  const stream = model.streams.get(streamId);
  if (faults.connection.size > 0) return [];
  if (stream === undefined || stream.closedBy !== null) return judgeLateData(model, frame, count);

  const data = isPadded ? payload.subarray(1, length - padding) : payload;
  const isShort = end && stream.promisedBytes !== null && data.length < stream.promisedBytes;
  const codes: number[] = [];
  let isWithinPromise = true;
  if (stream.hasReceivedEnd) codes.push(Code.STREAM_CLOSED);
  else {
    if (!stream.hasReceivedHeaders) codes.push(Code.PROTOCOL);
    if (stream.promisedBytes !== null && data.length > stream.promisedBytes)
      codes.push(Code.PROTOCOL);
    if (length > 0 && length > stream.receiveWindow) codes.push(Code.FLOW_CONTROL);
    if (codes.length > 0) isWithinPromise = false;
    if (isShort) codes.push(Code.PROTOCOL);
  }
  if (codes.length > 0) {
    const use = (): void => {
      count();
      stream.receiveWindow -= length;
    };
    const errors = codes.map((code) => model.streamError(frame, code, use));
    // What came before the end that is missed may have been passed on.
    const mayHearBefore = dataLine(streamId, data, false);
    const mayHaveBegun = isShort && isWithinPromise && !stream.hasReceivedEnd && data.length > 0;
    return mayHaveBegun ? errors.map((error) => ({ ...error, mayHearBefore })) : errors;
  }

  const heard = data.length > 0 || end ? [dataLine(streamId, data, end)] : [];
  const outcome = accepted(heard, () => {
    count();
    stream.receiveWindow -= length;
    stream.unconsumedBytes += data.length;
    if (stream.promisedBytes !== null) stream.promisedBytes -= data.length;
    if (end) model.receiveEnd(stream);
  });
  // Before it has acknowledged a wider window, a peer is not sure of it; nor does it hurt.
  const isUnsure = length > 0 && length > stream.receiveWindow - unacknowledgedBytes(model);
  return isUnsure ? [outcome, model.streamError(frame, Code.FLOW_CONTROL, count)] : [outcome];
}

/**
 * DATA on a stream that is over. What its window lets through must be discarded where the endpoint has reset it
 * (§5.1); a peer that sends more has broken §6.9.1, and where it did so once an endpoint need not tell which of its
 * streams it was. A peer that has ended a stream, or reset it, has no window left on it.
 */
function judgeLateData(model: ModelState, frame: Frame, count: () => void): Outcome[] {
  const { streamId, payload } = frame;
  const stream = model.streams.get(streamId);
  const windows = model.windowsBeyondGoAway;
  const isBeyond = model.isBeyondGoAway(streamId);
  let window = isBeyond ? (windows.get(streamId) ?? 0) : 0;
  if (stream?.closedBy === "resetSent" && !stream.hasReceivedEnd) window = stream.receiveWindow;
  const isExceeded = payload.length > Math.max(0, window);
  const apply = (): void => {
    count();
    if (isBeyond) windows.set(streamId, window - payload.length);
    else if (stream !== undefined) stream.receiveWindow -= payload.length;
    model.hasIgnoredWindows ||= isExceeded;
  };
  const outcomes = isBeyond
    ? [ignored(apply)]
    : model.onClosed(frame, stream?.closedBy ?? "skipped", apply);
  if (!isExceeded && !model.hasIgnoredWindows) return outcomes;
  return [...outcomes, model.connectionError(Code.FLOW_CONTROL)];
}

function unacknowledgedBytes(model: ModelState): number {
  if (model.isAcknowledged) return 0;
  return Math.max(0, model.limits.streamWindowBytes - INITIAL_WINDOW);
}

/** §6.3; a stream that depends on itself is a fault of RFC 7540 §5.3.1. */
function judgePriority(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { streamId, payload } = frame;
  if (streamId === 0) {
    faults.connection.add(Code.PROTOCOL);
    return [];
  }
  const isSelfDependent = payload.length === 5 && (numberAt(payload, 0) & 0x7fff_ffff) === streamId;
  if (payload.length === 5 && !isSelfDependent) return [ignored()];
  const code = isSelfDependent ? Code.PROTOCOL : Code.FRAME_SIZE;
  const stream = model.streams.get(streamId);
  const errors = [model.streamError(frame, code), model.connectionError(code)];
  if (model.isBeyondGoAway(streamId)) return [ignored(), ...errors];
  // RST_STREAM must not be sent on an idle stream.
  if (model.isIdle(streamId)) return errors.slice(1);
  if (stream === undefined || stream.closedBy !== null) return [ignored(), ...errors];
  return errors.slice(0, 1);
}

/** §6.4. */
function judgeReset(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { streamId, payload } = frame;
  if (payload.length !== 4) faults.connection.add(Code.FRAME_SIZE);
  if (streamId === 0) faults.connection.add(Code.PROTOCOL);
  if (faults.connection.size > 0) return [];
  if (model.isBeyondGoAway(streamId)) return [ignored()];
  if (model.isIdle(streamId)) {
    faults.connection.add(Code.PROTOCOL);
    return [];
  }
  const stream = model.streams.get(streamId);
  if (stream === undefined) return model.onClosed(frame, "skipped");
  if (stream.closedBy !== null) return model.onClosed(frame, stream.closedBy);
  const code = numberAt(payload, 0);
  // A server that has answered in full only says that it will not read the rest (§8.1).
  const isComplete = model.role === "client" && stream.hasReceivedEnd && code === Code.NO_ERROR;
  const isUnprocessed = code === Code.REFUSED_STREAM;
  const heard = isComplete ? [] : [resetLine(streamId, code, "remote", isUnprocessed)];
  return [accepted(heard, () => model.close(stream, "resetReceived"))];
}

/** §6.5, §6.9.2. */
function judgeSettings(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { flags, streamId, payload } = frame;
  const isAck = (flags & ACK) !== 0;
  if (streamId !== 0) faults.connection.add(Code.PROTOCOL);
  if (payload.length % 6 !== 0 || (isAck && payload.length > 0)) {
    faults.connection.add(Code.FRAME_SIZE);
  }
  if (faults.connection.size > 0) return [];
  if (isAck) return [ignored(() => acknowledge(model))];

  let initialWindow = model.peerInitialWindow;
  let maxFrameBytes = model.peerMaxFrameBytes;
  // A limit that the first SETTINGS do not name does not exist.
  let maxStreams = model.hasPeerSettings ? model.peerMaxStreams : Infinity;
  for (let at = 0; at < payload.length; at += 6) {
    const id = payload[at]! * 256 + payload[at + 1]!;
    const value = numberAt(payload, at + 2);
    if (id === 2 && value > (model.role === "server" ? 1 : 0)) faults.connection.add(Code.PROTOCOL);
    if (id === 3) maxStreams = value;
    if (id === 4 && value > LARGEST_WINDOW) faults.connection.add(Code.FLOW_CONTROL);
    else if (id === 4) initialWindow = value;
    if (id === 5 && (value < 16_384 || value > 16_777_215)) faults.connection.add(Code.PROTOCOL);
    else if (id === 5) maxFrameBytes = value;
  }
  const difference = initialWindow - model.peerInitialWindow;
  const open = [...model.streams.values()].filter(({ closedBy }) => closedBy === null);
  if (open.some(({ sendWindow }) => sendWindow + difference > LARGEST_WINDOW)) {
    faults.connection.add(Code.FLOW_CONTROL);
  }
  const heard = model.hasPeerSettings ? [] : ["settings"];
  const apply = (): void => {
    model.hasPeerSettings = true;
    model.peerInitialWindow = initialWindow;
    model.peerMaxFrameBytes = maxFrameBytes;
    model.peerMaxStreams = maxStreams;
    for (const stream of open) stream.sendWindow += difference;
    model.owedSettingsAcks++;
    model.acceptedSettings++;
  };
  return [accepted(heard, apply)];
}

/** From here on the peer keeps to a window smaller than the initial one, also on streams it has (§6.9.2). */
function acknowledge(model: ModelState): void {
  const before = model.initialReceiveWindow;
  model.isAcknowledged = true;
  for (const stream of model.streams.values()) {
    stream.receiveWindow += model.initialReceiveWindow - before;
  }
}

/** §6.7. */
function judgePing(
  model: ModelState,
  { flags, streamId, payload }: Frame,
  faults: Faults,
): Outcome[] {
  if (streamId !== 0) faults.connection.add(Code.PROTOCOL);
  if (payload.length !== 8) faults.connection.add(Code.FRAME_SIZE);
  if (faults.connection.size > 0) return [];
  const copy = payload.slice();
  if ((flags & ACK) === 0) return [ignored(() => model.owedPings.push(copy))];
  const key = Buffer.from(payload).toString("hex");
  const purpose = model.pings.get(key);
  if (purpose === undefined) {
    // An answer to another PING than the one that waits: nothing is said about it.
    const waits = [...model.pings].find(([, each]) => each === "keepalive");
    if (waits === undefined) return [ignored()];
    return [ignored(), accepted(["pingAck"], () => model.pings.delete(waits[0]))];
  }
  return [accepted(purpose === "keepalive" ? ["pingAck"] : [], () => model.pings.delete(key))];
}

/** §6.8. */
function judgeGoAway(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { streamId, payload } = frame;
  if (streamId !== 0) faults.connection.add(Code.PROTOCOL);
  if (payload.length < 8) faults.connection.add(Code.FRAME_SIZE);
  if (faults.connection.size > 0) return [];
  const lastStreamId = numberAt(payload, 0) & 0x7fff_ffff;
  if (model.goAwayReceived !== null && lastStreamId > model.goAwayReceived.lastStreamId) {
    faults.connection.add(Code.PROTOCOL);
    return [];
  }
  const unprocessed = [...model.streams.values()].filter(
    ({ id, closedBy }) => model.role === "client" && closedBy === null && id > lastStreamId,
  );
  const debugText = new TextDecoder().decode(payload.subarray(8));
  const heard = [
    ...unprocessed.map(({ id }) => resetLine(id, Code.REFUSED_STREAM, "remote", true)),
    goAwayLine(lastStreamId, numberAt(payload, 4), debugText),
  ];
  const apply = (): void => {
    model.goAwayReceived = { lastStreamId };
    for (const stream of unprocessed) model.close(stream, "goAway");
  };
  return [accepted(heard, apply)];
}

/** §6.9. */
function judgeWindowUpdate(model: ModelState, frame: Frame, faults: Faults): Outcome[] {
  const { streamId, payload } = frame;
  if (payload.length !== 4) {
    faults.connection.add(Code.FRAME_SIZE);
    return [];
  }
  const increment = numberAt(payload, 0) & 0x7fff_ffff;
  if (streamId === 0) {
    if (increment === 0) faults.connection.add(Code.PROTOCOL);
    if (model.sendWindow + increment > LARGEST_WINDOW) faults.connection.add(Code.FLOW_CONTROL);
    return [
      ignored(() => {
        model.sendWindow += increment;
      }),
    ];
  }
  if (model.isBeyondGoAway(streamId)) return [ignored()];
  if (model.isIdle(streamId)) {
    faults.connection.add(Code.PROTOCOL);
    return [];
  }
  const stream = model.streams.get(streamId);
  if (stream === undefined) return model.onClosed(frame, "skipped");
  if (stream.closedBy !== null) {
    const outcomes = model.onClosed(frame, stream.closedBy);
    return increment > 0 ? outcomes : [...outcomes, model.streamError(frame, Code.PROTOCOL)];
  }
  if (increment === 0) faults.stream.add(Code.PROTOCOL);
  if (stream.sendWindow + increment > LARGEST_WINDOW) faults.stream.add(Code.FLOW_CONTROL);
  if (faults.stream.size > 0) return [];
  return [
    ignored(() => {
      stream.sendWindow += increment;
    }),
  ];
}

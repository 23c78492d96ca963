// What the endpoint of the model may send, and must (RFC 9113 §5.1, §6): each frame is checked against what the
// layer above has asked for and what was received, and at the end nothing may be owed.

import { Finding } from "../finding.testing.js";
import {
  ACK,
  describeFrame,
  END_STREAM,
  errorName,
  type Frame,
  numberAt,
  Type,
} from "../wire.testing.js";
import { LARGEST_WINDOW, type ModelState } from "./model-state.testing.js";
import { type ModelStream, patternOctet } from "./stream.testing.js";

/** Checks a frame that was sent, a header block put together as its HEADERS, and makes it so in the model. */
export function checkSent(model: ModelState, frame: Frame): void {
  const fail = (why: string): never => {
    throw new Finding(`sent ${describeFrame(frame)}: ${why}`);
  };
  const { type, flags, streamId, payload } = frame;
  switch (type) {
    case Type.SETTINGS:
      if ((flags & ACK) !== 0 && model.owedSettingsAcks-- === 0)
        fail("there are none to acknowledge");
      break;
    case Type.PING:
      checkPing(model, frame, fail);
      break;
    case Type.RST_STREAM:
      checkReset(model, streamId, numberAt(payload, 0), fail);
      break;
    case Type.GOAWAY:
      checkGoAway(model, frame, fail);
      break;
    case Type.WINDOW_UPDATE:
      checkWindowUpdate(model, streamId, numberAt(payload, 0), fail);
      break;
    case Type.HEADERS:
      checkHeaders(model, streamId, (flags & END_STREAM) !== 0, fail);
      break;
    case Type.DATA:
      checkData(model, frame, fail);
      break;
    default:
      fail("the model knows of no reason");
  }
}

type Fail = (why: string) => never;

function checkPing(model: ModelState, { flags, payload }: Frame, fail: Fail): void {
  if ((flags & ACK) !== 0) {
    const owed = model.owedPings.shift();
    if (owed === undefined) fail("no PING waits for an answer");
    else if (Buffer.compare(owed, payload) !== 0) fail("its octets are not those of the PING");
    return;
  }
  if (!model.wantsPing && !model.isDraining) fail("nobody has asked for it");
  model.pings.set(Buffer.from(payload).toString("hex"), model.wantsPing ? "keepalive" : "drain");
  model.wantsPing = false;
}

function checkReset(model: ModelState, streamId: number, code: number, fail: Fail): void {
  const owed = model.owedResets.get(streamId);
  if (owed === code) {
    model.owedResets.delete(streamId);
    return;
  }
  const stream = model.streams.get(streamId);
  // A server that has answered in full may ask its client to stop (§8.1).
  const mayAskToStop =
    model.role === "server" && code === 0 && stream?.closedBy === null && stream.hasSentEnd;
  if (!mayAskToStop || stream.hasReceivedEnd) {
    fail(owed === undefined ? "the stream has no fault" : `expected ${errorName(owed)}`);
    return;
  }
  model.close(stream, "resetSent");
}

function checkGoAway(model: ModelState, { payload }: Frame, fail: Fail): void {
  const lastStreamId = numberAt(payload, 0);
  const isWanted = model.wantsGoAway || model.isDraining || model.isDead;
  if (!isWanted) fail("nobody has asked for it");
  if ((numberAt(payload, 4) !== 0) !== model.isDead) fail("its code says otherwise");
  const before = model.goAwaySent;
  if (before !== null && lastStreamId > before.lastStreamId) fail("the last id has been raised");
  let highestHeard = 0;
  for (const { id, hasReceivedHeaders } of model.streams.values()) {
    if (model.role === "server" && hasReceivedHeaders) highestHeard = Math.max(highestHeard, id);
  }
  if (lastStreamId < highestHeard) fail(`stream ${highestHeard} has been passed on`);
  if (model.role === "client" && lastStreamId !== 0) fail("a server has opened no streams");
  model.goAwaySent = { lastStreamId };
  model.wantsGoAway = false;
}

function checkWindowUpdate(
  model: ModelState,
  streamId: number,
  increment: number,
  fail: Fail,
): void {
  if (streamId === 0) {
    model.receiveWindow += increment;
    if (model.receiveWindow > LARGEST_WINDOW) fail("the window is larger than any may be");
    return;
  }
  const stream = model.streams.get(streamId);
  if (stream === undefined || stream.closedBy !== null) {
    fail("the stream is not open");
    return;
  }
  stream.receiveWindow += increment;
  // What was not used up must not be replaced: a slow reader would hold more and more.
  const most = Math.max(model.limits.streamWindowBytes, model.initialReceiveWindow);
  if (stream.receiveWindow + stream.unconsumedBytes > most) {
    fail(`${stream.unconsumedBytes} octets are unread, and the window is ${stream.receiveWindow}`);
  }
}

function checkHeaders(model: ModelState, streamId: number, end: boolean, fail: Fail): void {
  const stream = mayStillSend(model, streamId, fail);
  if (stream.firstBlock === "owed") {
    if (end !== stream.firstBlockEnds) fail("END_STREAM is not as asked for");
    stream.firstBlock = "sent";
  } else {
    if (stream.end !== "trailers" || stream.firstBlock === "none") fail("nobody has asked for it");
    if (stream.sentBytes < stream.givenBytes) fail("it has passed DATA");
    if (!end) fail("trailers end the stream");
  }
  if (end) sendEnd(model, stream);
}

function checkData(model: ModelState, { flags, streamId, payload }: Frame, fail: Fail): void {
  const { length } = payload;
  const stream = mayStillSend(model, streamId, fail);
  if (stream.firstBlock !== "sent") fail("HEADERS come first");
  if (length > model.peerMaxFrameBytes) fail(`the peer takes ${model.peerMaxFrameBytes} octets`);
  if (length > 0 && length > stream.sendWindow) fail(`its window is ${stream.sendWindow}`);
  if (length > 0 && length > model.sendWindow) fail(`the window is ${model.sendWindow}`);
  for (let at = 0; at < length; at++) {
    if (payload[at] !== patternOctet(streamId, stream.sentBytes + at))
      fail("other octets were given");
  }
  stream.sentBytes += length;
  stream.sendWindow -= length;
  model.sendWindow -= length;
  if (stream.sentBytes > stream.givenBytes) fail(`${stream.givenBytes} octets were given`);
  if ((flags & END_STREAM) === 0) return;
  if (stream.end !== "data") fail("END_STREAM was not asked for");
  if (stream.sentBytes < stream.givenBytes) fail("octets are missing before its end");
  sendEnd(model, stream);
}

function mayStillSend(model: ModelState, streamId: number, fail: Fail): ModelStream {
  const stream = model.streams.get(streamId);
  if (stream === undefined || stream.closedBy !== null || stream.hasSentEnd) {
    return fail(`the stream is ${model.describeStream(streamId)}`);
  }
  return stream;
}

function sendEnd(model: ModelState, stream: ModelStream): void {
  stream.hasSentEnd = true;
  if (stream.hasReceivedEnd) model.close(stream, "ends");
}

/** After each step: what must be sent at once has been. */
export function checkNothingOwed(model: ModelState): void {
  if (model.isDead) return;
  const owed: string[] = [];
  if (model.owedSettingsAcks > 0) owed.push("an acknowledgement of SETTINGS");
  if (model.owedPings.length > 0) owed.push("an answer to PING");
  for (const [id, code] of model.owedResets) owed.push(`RST_STREAM ${id} ${errorName(code)}`);
  if (model.wantsPing) owed.push("PING");
  if (model.wantsGoAway) owed.push("GOAWAY");
  for (const { id, closedBy, firstBlock } of model.streams.values()) {
    if (closedBy === null && firstBlock === "owed") owed.push(`HEADERS ${id}`);
  }
  if (owed.length > 0) throw new Finding(`not sent: ${owed.join(", ")}`);
}

/** Once the socket takes everything, and small windows have had their time: what the windows let through. */
export function checkNothingStuck(model: ModelState): void {
  for (const stream of model.streams.values()) {
    if (stream.closedBy !== null || stream.hasSentEnd) continue;
    const { id, givenBytes, sentBytes, sendWindow } = stream;
    const isStuck =
      givenBytes > sentBytes ? Math.min(sendWindow, model.sendWindow) > 0 : stream.end !== "none";
    if (!isStuck) continue;
    throw new Finding(
      `stream ${id} stands still at ${sentBytes} of ${givenBytes} octets, its end ${stream.end}, with windows of ${sendWindow} and ${model.sendWindow}`,
    );
  }
}

/** Once everything has been read: windows are open again. */
export function checkWindowsOpen(model: ModelState, connectionWindowBytes: number): void {
  if (model.hasPeerSettings && model.receiveWindow < Math.floor(connectionWindowBytes / 2)) {
    throw new Finding(`everything is read, and the connection's window is ${model.receiveWindow}`);
  }
  for (const { id, closedBy, hasReceivedEnd, receiveWindow } of model.streams.values()) {
    if (closedBy !== null || hasReceivedEnd) continue;
    if (receiveWindow < Math.floor(model.limits.streamWindowBytes / 2)) {
      throw new Finding(`stream ${id} is read, and its window is ${receiveWindow}`);
    }
  }
}

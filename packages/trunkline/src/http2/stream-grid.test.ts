// Every state of a stream × every frame that may come for it, at a server (RFC 9113 §5.1).

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FrameType } from "./frame.js";
import { data, frame, reset, ScriptedPeer, windowUpdate } from "./scripted-peer.testing.js";

type State =
  | "idle"
  | "open"
  | "halfClosedRemote"
  | "closedByEnd"
  | "closedByLocalReset"
  | "closedByRemoteReset"
  | "skipped";
type Frame = "HEADERS" | "DATA" | "RST_STREAM" | "WINDOW_UPDATE" | "PRIORITY" | "CONTINUATION";

const response = [[":status", "200"]];

/** Brings stream 1 into a state. Streams 1 and 3 are used, so that 1 is not the last one. */
const states: Record<State, () => ScriptedPeer> = {
  idle: () => ScriptedPeer.afterPreface("server"),
  open: () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    return peer;
  },
  halfClosedRemote: () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1));
    return peer;
  },
  closedByEnd: () => {
    const peer = states.halfClosedRemote();
    peer.sink.streams.get(1)!.sendHeaders(response, true);
    return peer;
  },
  closedByLocalReset: () => {
    const peer = states.open();
    peer.sink.streams.get(1)!.reset(8);
    return peer;
  },
  closedByRemoteReset: () => {
    const peer = states.open();
    peer.sendBytes(reset(1));
    return peer;
  },
  skipped: () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(3));
    return peer;
  },
};

const frames: Record<Frame, (peer: ScriptedPeer) => Uint8Array> = {
  HEADERS: (peer) => peer.headers(1),
  DATA: () => data(1, 3),
  RST_STREAM: () => reset(1),
  WINDOW_UPDATE: () => windowUpdate(1, 1),
  PRIORITY: () => frame(FrameType.PRIORITY, 0, 1, [0, 0, 0, 0, 1]),
  CONTINUATION: () => frame(FrameType.CONTINUATION, 4, 1),
};

const connectionError = (code: string): string => `GOAWAY ${code}`;
const streamError = (code: string): string => `RST_STREAM ${code}`;

/** What the server sends and hears for each pair; "" is nothing at all. */
const expected: Record<State, Record<Frame, string>> = {
  idle: {
    HEADERS: "headers 1 end",
    DATA: connectionError("PROTOCOL_ERROR"),
    RST_STREAM: connectionError("PROTOCOL_ERROR"),
    WINDOW_UPDATE: connectionError("PROTOCOL_ERROR"),
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  open: {
    HEADERS: streamError("PROTOCOL_ERROR"), // a second request, not trailers: pseudo-headers
    DATA: "data 1 3",
    RST_STREAM: "reset 1 CANCEL",
    WINDOW_UPDATE: "",
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  halfClosedRemote: {
    HEADERS: streamError("STREAM_CLOSED"),
    DATA: streamError("STREAM_CLOSED"),
    RST_STREAM: "reset 1 CANCEL",
    WINDOW_UPDATE: "",
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  closedByEnd: {
    HEADERS: connectionError("STREAM_CLOSED"),
    DATA: streamError("STREAM_CLOSED"),
    RST_STREAM: "",
    WINDOW_UPDATE: "",
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  closedByLocalReset: {
    HEADERS: "",
    DATA: "",
    RST_STREAM: "",
    WINDOW_UPDATE: "",
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  closedByRemoteReset: {
    HEADERS: connectionError("STREAM_CLOSED"),
    DATA: streamError("STREAM_CLOSED"),
    RST_STREAM: "",
    WINDOW_UPDATE: "",
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
  skipped: {
    HEADERS: connectionError("PROTOCOL_ERROR"),
    DATA: connectionError("PROTOCOL_ERROR"),
    RST_STREAM: connectionError("PROTOCOL_ERROR"),
    WINDOW_UPDATE: connectionError("PROTOCOL_ERROR"),
    PRIORITY: "",
    CONTINUATION: connectionError("PROTOCOL_ERROR"),
  },
};

describe("a stream", () => {
  for (const state of Object.keys(states) as State[]) {
    for (const name of Object.keys(frames) as Frame[]) {
      it(`${state} × ${name}: ${expected[state][name] || "nothing happens"}`, () => {
        const peer = states[state]();
        peer.take();
        peer.sink.take();
        peer.sendBytes(frames[name](peer));
        assert.equal(outcome(peer), expected[state][name]);
      });
    }
  }
});

/** The error that was sent, or else what the sink heard. */
function outcome(peer: ScriptedPeer): string {
  const error = peer.take().find((line) => /^(GOAWAY|RST_STREAM)/.test(line));
  if (error !== undefined) return error.replace(/ \d+ /, " ");
  return peer.sink.take().join(", ");
}

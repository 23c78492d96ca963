// What a peer announces takes no memory before it comes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveConnectionOptions } from "./connection-options.js";
import { ConnectionState } from "./connection-state.js";
import { CLIENT_PREFACE, FrameType } from "./frame.js";
import { receiveChunk } from "./receive-frames.js";
import { frame, ScriptedPeer, settings } from "./scripted-peer.testing.js";

/** A connection past its prefaces, from the inside. */
function opened(): ConnectionState {
  const { host } = new ScriptedPeer("server");
  const state = new ConnectionState("server", resolveConnectionOptions({}), host);
  for (const bytes of [new TextEncoder().encode(CLIENT_PREFACE), settings()]) {
    receiveChunk(state, bytes, 0, Infinity);
  }
  return state;
}

describe("receiveChunk()", () => {
  it("keeps of a frame of 16 KiB what has come of it, and at most as much again", () => {
    const whole = frame(FrameType.HEADERS, 0, 1, new Uint8Array(16_384).fill(0x88));
    for (const step of [1, 9, 1_000]) {
      const state = opened();
      for (let at = 0; at + step < whole.length; at += step) {
        receiveChunk(state, whole.subarray(at, at + step), 0, Infinity);
        const came = at + step;
        assert.equal(state.partialBytes, came);
        assert.ok(state.partial!.length <= 2 * came, `${state.partial!.length} for ${came}`);
        assert.deepEqual(
          Buffer.from(state.partial!.subarray(0, came)),
          Buffer.from(whole.subarray(0, came)),
        );
      }
    }
  });

  it("takes a frame whose header and payload come octet by octet", () => {
    const peer = ScriptedPeer.afterPreface("server");
    for (const octet of frame(FrameType.PING, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8])) {
      peer.sendBytes(Uint8Array.of(octet));
    }
    assert.deepEqual(peer.take(), ["PING 0 ack"]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Flag, FrameType } from "./frame.js";
import { data, frame, ScriptedPeer } from "./scripted-peer.testing.js";

/** DATA with one octet of data and so much padding. */
function padded(streamId: number, padding: number, flags = 0): Uint8Array {
  const payload = [padding, 0x61, ...new Uint8Array(padding)];
  return frame(FrameType.DATA, flags | Flag.PADDED, streamId, payload);
}

describe("DATA", () => {
  it("without data is passed on where it ends the stream, and not otherwise", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"), data(1, 0), data(1, 2), data(1, 0), data(1, 0, "end"));
    assert.deepEqual(peer.sink.take(), ["headers 1", "data 1 2", "data 1 0 end"]);
  });

  it("gives padding back to the stream, unless it is the last", () => {
    for (const [flags, given] of [
      [0, ["WINDOW_UPDATE 1 51"]],
      [Flag.END_STREAM, []],
    ] as const) {
      const peer = ScriptedPeer.afterPreface("server", { streamWindowBytes: 100 });
      peer.sink.consumes = false;
      peer.sendBytes(peer.headers(1, "open"), padded(1, 50, flags));
      assert.deepEqual(peer.take(), given);
    }
  });

  it("on a stream with an even id is an error of the connection, also after our GOAWAY", () => {
    for (const says of ["nothing", "goAway"]) {
      const peer = ScriptedPeer.afterPreface("server");
      if (says === "goAway") peer.connection.goAway(0, "bye");
      peer.take();
      peer.sendBytes(data(2, 1));
      assert.deepEqual(peer.take(), ["GOAWAY 0 PROTOCOL_ERROR"], says);
    }
  });
});

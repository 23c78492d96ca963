import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { data, ScriptedPeer } from "./scripted-peer.testing.js";

/** What a stream's window is here, and an octet more than that would be too much. */
const WINDOW_BYTES = 65_536;
const FRAME_BYTES = 16_384;
const FRAMES_IN_WINDOW = WINDOW_BYTES / FRAME_BYTES;

function server(options: { readonly maxConcurrentStreams?: number } = {}): ScriptedPeer {
  return ScriptedPeer.afterPreface("server", { streamWindowBytes: WINDOW_BYTES, ...options });
}

function sendFrames(peer: ScriptedPeer, id: number, count: number): void {
  for (let sent = 0; sent < count; sent++) peer.sendBytes(data(id, FRAME_BYTES));
}

/** Whole windows are borne, and one octet more is not. */
function assertBearsNoMore(peer: ScriptedPeer, id: number): void {
  assert.equal(peer.connection.isDead, false);
  peer.take();
  peer.sendBytes(data(id, 1));
  assert.match(peer.take().join(), /^GOAWAY \d+ FLOW_CONTROL_ERROR$/);
  assert.match(peer.sink.closedMessage, /exceeds by 1 octets what closed streams had left/);
}

describe("DATA on streams that are gone (RFC 9113 §5.1, §6.9.1)", () => {
  it("is borne on one that was reset as far as its window goes", () => {
    const peer = server();
    peer.sendBytes(peer.headers(1, "open"));
    sendFrames(peer, 1, 1);
    peer.sink.streams.get(1)!.reset(8);
    // The first frame was consumed and its window given back.
    sendFrames(peer, 1, FRAMES_IN_WINDOW);
    assertBearsNoMore(peer, 1);
  });

  it("is borne on one that was refused as far as its window goes", () => {
    const peer = server({ maxConcurrentStreams: 1 });
    peer.sendBytes(peer.headers(1, "open"), peer.headers(3, "open"));
    sendFrames(peer, 3, FRAMES_IN_WINDOW);
    assertBearsNoMore(peer, 3);
  });

  it("is borne on one that a server has answered early as far as its window goes", () => {
    const peer = server();
    peer.sendBytes(peer.headers(1, "open"));
    peer.sink.streams.get(1)!.sendHeaders([[":status", "200"]], true);
    sendFrames(peer, 1, FRAMES_IN_WINDOW);
    assertBearsNoMore(peer, 1);
  });

  it("is borne on one that GOAWAY has left out as far as its window goes", () => {
    const peer = server();
    peer.connection.goAway(0, "");
    peer.sendBytes(peer.headers(1, "open"));
    sendFrames(peer, 1, FRAMES_IN_WINDOW);
    assertBearsNoMore(peer, 1);
  });

  it("is borne for as many windows as streams were reset, whichever of them it is for", () => {
    const peer = server();
    for (const id of [1, 3, 5]) {
      peer.sendBytes(peer.headers(id, "open"));
      peer.sink.streams.get(id)!.reset(8);
    }
    for (const id of [5, 1, 3]) sendFrames(peer, id, FRAMES_IN_WINDOW);
    assertBearsNoMore(peer, 3);
  });
});

// What may come and what may not, whatever stream it is for: sizes, order, padding (RFC 9113 §4, §6).

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import {
  data,
  frame,
  requestFields,
  ScriptedPeer,
  settings,
  uint32,
} from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";

const preface = new TextEncoder().encode(CLIENT_PREFACE);
const ping = frame(FrameType.PING, 0, 0, new Uint8Array(8));

/** What a server answers to frames after its handshake. */
function answers(make: (peer: ScriptedPeer) => readonly Uint8Array[]): readonly string[] {
  const peer = ScriptedPeer.afterPreface("server");
  peer.sendBytes(...make(peer));
  return peer.take();
}

/** A header block without its end, and CONTINUATION. */
function begun(peer: ScriptedPeer, streamId: number): Uint8Array {
  const whole = peer.headers(streamId);
  whole[4] = Flag.END_STREAM;
  return whole;
}
const continued = (streamId: number, flags: number = Flag.END_HEADERS): Uint8Array =>
  frame(FrameType.CONTINUATION, flags, streamId);

describe("a server", () => {
  it("takes no frame of more than 16384 octets, also where its header comes in two chunks", () => {
    const large = data(1, 16_385);
    const cut = [large.subarray(0, 4), large.subarray(4, 20)];
    assert.deepEqual(
      answers(() => cut),
      ["GOAWAY 0 FRAME_SIZE_ERROR"],
    );
  });

  it("takes SETTINGS first and nothing else", () => {
    for (const first of [ping, frame(FrameType.SETTINGS, Flag.ACK, 0), data(1, 1)]) {
      const peer = new ScriptedPeer("server");
      peer.sendBytes(preface, first);
      assert.deepEqual(peer.take().slice(-1), ["GOAWAY 0 PROTOCOL_ERROR"]);
    }
  });

  it("takes nothing between HEADERS and CONTINUATION, and none for another stream", () => {
    assert.deepEqual(
      answers((peer) => [begun(peer, 1), ping]),
      ["GOAWAY 0 PROTOCOL_ERROR"],
    );
    const other = answers((peer) => [begun(peer, 1), continued(3)]);
    assert.deepEqual(other, ["GOAWAY 0 PROTOCOL_ERROR"]);
    assert.deepEqual(
      answers((peer) => [begun(peer, 1), continued(1)]),
      [],
    );
  });

  it("gathers no header block of more than twice the list that it accepts", () => {
    const part = frame(FrameType.CONTINUATION, 0, 1, new Uint8Array(16_000));
    const sent = answers((peer) => [begun(peer, 1), part, part, part]);
    assert.deepEqual(sent, ["GOAWAY 1 ENHANCE_YOUR_CALM"]);
  });

  it("takes no stream with an even id", () => {
    assert.deepEqual(
      answers((peer) => [peer.headers(2)]),
      ["GOAWAY 0 PROTOCOL_ERROR"],
    );
  });

  it("takes padding up to the frame's end and no longer (RFC 9113 §6.1)", () => {
    const padded = (octets: readonly number[]): Uint8Array =>
      frame(FrameType.DATA, Flag.PADDED, 1, octets);
    assert.deepEqual(
      answers((peer) => [peer.headers(1, "open"), padded([2, 0, 0])]),
      [],
    );
    for (const octets of [[3, 0, 0], [1]]) {
      const sent = answers((peer) => [peer.headers(1, "open"), padded(octets)]);
      assert.deepEqual(sent, ["GOAWAY 1 PROTOCOL_ERROR"], `${octets}`);
    }
    // Too small for what the flag demands (§4.2).
    const lengthless = answers((peer) => [peer.headers(1, "open"), padded([])]);
    assert.deepEqual(lengthless, ["GOAWAY 1 FRAME_SIZE_ERROR"]);
  });

  it("takes no PRIORITY of a stream on itself (RFC 7540 §5.3.1)", () => {
    const onItself = frame(FrameType.PRIORITY, 0, 1, [...uint32(1), 16]);
    const sent = answers((peer) => [peer.headers(1, "open"), onItself]);
    assert.deepEqual(sent, ["RST_STREAM 1 PROTOCOL_ERROR"]);
  });

  it("takes no SETTINGS_MAX_FRAME_SIZE outside 16384 to 16777215", () => {
    for (const bytes of [16_383, 16_777_216]) {
      const sent = answers(() => [settings(SettingId.MAX_FRAME_SIZE, bytes)]);
      assert.deepEqual(sent, ["GOAWAY 0 PROTOCOL_ERROR"]);
    }
    const sent = answers(() => [settings(SettingId.MAX_FRAME_SIZE, 16_777_215)]);
    assert.deepEqual(sent, ["SETTINGS 0 ack"]);
  });

  it("takes trailers that end the stream and no others, and counts content-length", () => {
    const trailers = (peer: ScriptedPeer, flags: string): Uint8Array =>
      peer.headers(1, flags, ["x-sum", "1"]);
    const open = answers((peer) => [peer.headers(1, "open"), trailers(peer, "open")]);
    assert.deepEqual(open, ["RST_STREAM 1 PROTOCOL_ERROR"]);
    const promised = [...requestFields, "content-length", "5"];
    const short = answers((peer) => [
      peer.headers(1, "open", promised),
      data(1, 2),
      trailers(peer, "end"),
    ]);
    assert.deepEqual(short, ["RST_STREAM 1 PROTOCOL_ERROR"]);
    const whole = answers((peer) => [
      peer.headers(1, "open", promised),
      data(1, 2),
      data(1, 3),
      trailers(peer, "end"),
    ]);
    assert.deepEqual(whole, []);
  });
});

describe("a client", () => {
  it("takes no interim response that ends the stream", () => {
    const peer = ScriptedPeer.afterPreface("client");
    peer.connection.openStream(null)!.sendHeaders([requestFields], false);
    peer.take();
    peer.sendBytes(peer.headers(1, "end", [":status", "103"]));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 PROTOCOL_ERROR"]);
  });

  it("sends header blocks in frames of the peer's size", () => {
    const peer = ScriptedPeer.afterPreface("client");
    const fields = [...requestFields, "x-long", "\u007f".repeat(20_000)];
    peer.connection.openStream(null)!.sendHeaders([fields], true);
    const frames = peer
      .takeFrames()
      .map(({ type, flags, payload }) => [type, flags, payload.length]);
    assert.deepEqual(frames[0], [FrameType.HEADERS, Flag.END_STREAM, 16_384]);
    assert.equal(frames[1]![0], FrameType.CONTINUATION);
    assert.equal(frames[1]![1], Flag.END_HEADERS);
    assert.equal(frames.length, 2);
  });
});

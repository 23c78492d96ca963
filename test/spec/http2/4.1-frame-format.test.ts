// RFC 9113 §4.1: the nine octets before every frame. That the engine leaves the reserved bit and flags
// without meaning unset is checked on every frame of every dialogue, where the kit reads it.

import assert from "node:assert/strict";
import {
  data,
  encodeFrame,
  end,
  frame,
  headers,
  ping,
  playClient,
  playServer,
  priority,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
  windowUpdate,
  withFlags,
} from "../dialogue/index.js";

for (const streamId of [0, 1, 2, 3, 0x7fff_ffff]) {
  requirement(`A frame of an unknown type on stream ${streamId} is ignored`, () => {
    const peer = playClient();
    peer.send(headers(1), frame(0xbb, 0xff, streamId, [1, 2, 3]));
    peer.expectAlive();
    peer.hears("headers 1");
  });
}

requirement("An unknown frame as long as a frame may be is ignored", () => {
  const peer = playServer();
  peer.send(frame(0xfe, 0, 0, new Uint8Array(16_384)));
  peer.expectAlive();
});

requirement("Flags that a frame type does not have are ignored", () => {
  const peer = playClient();
  peer.send(
    withFlags(ping("8 octets"), 0xfe),
    withFlags(settings(), 0xfe),
    withFlags(headers(1), 0xd2),
    withFlags(windowUpdate(1, 1), 0xff),
    withFlags(priority(1), 0xff),
    withFlags(data(1, "abc"), 0xf6),
    withFlags(rstStream(1), 0xff),
  );
  peer.expect(ping("8 octets", "ack"), settingsAck());
  peer.hears("headers 1", "data 1 abc", "reset 1 CANCEL");
});

requirement("The reserved bit before the stream id is ignored", () => {
  const peer = playClient();
  peer.sendBytes(encodeFrame(headers(1), 1));
  peer.sendBytes(encodeFrame(data(1, "abc", end), 1));
  peer.sendBytes(encodeFrame(ping(), 1));
  peer.expect(ping("8 octets", "ack"));
  peer.hears("headers 1", "data 1 abc end");
});

requirement("No frame longer than 16,384 octets is sent to a peer that has not allowed it", () => {
  const peer = playClient();
  peer.send(windowUpdate(0, 100_000), settings({ INITIAL_WINDOW_SIZE: 100_000 }));
  peer.send(headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new Uint8Array(50_000), true);
  peer.expect(headers(1, response));
  const lengths = peer.rest().map(({ payload }) => payload.length);
  assert.ok(Math.max(...lengths) <= 16_384, `lengths ${lengths.join(", ")}`);
  assert.equal(
    lengths.reduce((sum, length) => sum + length),
    50_000,
  );
});

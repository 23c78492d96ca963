// RFC 9113 §6.1.

import assert from "node:assert/strict";
import {
  data,
  end,
  Flag,
  frame,
  headers,
  padded,
  playClient,
  request,
  requirement,
  rstStream,
} from "../dialogue/index.js";

requirement("DATA on stream 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(data(0, "abc"));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("DATA is received where the stream is open, END_STREAM half-closes it", () => {
  const peer = playClient();
  peer.send(headers(1), data(1, "abc"), data(1, "def", end));
  peer.hears("headers 1", "data 1 abcdef end");
  assert.ok(peer.stream(1).isReadClosed);
});

requirement("DATA without octets is received, and ends a stream as well", () => {
  const peer = playClient();
  peer.send(headers(1), data(1, ""), data(1, "", end));
  peer.app.take();
  assert.ok(peer.stream(1).isReadClosed);
  peer.expectAlive();
});

requirement(
  "DATA where the stream is neither open nor half-closed (local) is an error STREAM_CLOSED",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end), data(1, "abc"));
    peer.expect(rstStream(1, "STREAM_CLOSED"));
  },
);

requirement("Padding is taken off, up to 255 octets and up to nothing but padding", () => {
  for (const bytes of [0, 1, 255]) {
    const peer = playClient();
    peer.send(headers(1), padded(data(1, "abc"), bytes), padded(data(1, "", end), bytes));
    peer.hears("headers 1", "data 1 abc end");
  }
});

for (const [payload, why] of [
  [[1], "as long as the payload"],
  [[5, 0x61, 0, 0], "longer than the payload"],
  [[255], "far longer than the payload"],
] as const) {
  requirement(`Padding ${why} is a connection error PROTOCOL_ERROR`, () => {
    const peer = playClient();
    peer.send(headers(1), frame("DATA", Flag.PADDED, 1, payload));
    peer.expectConnectionError("PROTOCOL_ERROR");
  });
}

requirement("Padding and its length count for flow control, and come back as credit", () => {
  const peer = playClient({ streamWindowBytes: 65_535 });
  peer.send(headers(1));
  let credit = 0;
  for (let sent = 0; sent < 300; sent++) {
    peer.send(padded(data(1, "0123456789"), 255));
    for (const { streamId, meaning } of peer.rest()) {
      if (streamId === 1) credit += Number(meaning.increment);
    }
  }
  // 300 times 266 octets are more than the window: without credit for the padding it would close.
  assert.ok(credit >= 300 * 266 - 65_535 / 2, `${credit} octets of credit came back`);
});

requirement("Padding that is not zero is let pass", () => {
  const peer = playClient();
  peer.send(headers(1), frame("DATA", Flag.PADDED, 1, [2, 0x61, 0xff, 0xff]));
  peer.hears("headers 1", "data 1 a");
});

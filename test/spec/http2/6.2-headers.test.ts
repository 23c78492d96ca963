// RFC 9113 §6.2.

import assert from "node:assert/strict";
import {
  continuation,
  data,
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  openHeaders,
  playClient,
  playServer,
  priority,
  request,
  requirement,
  rstStream,
  uint32,
} from "../dialogue/index.js";

const block = literalBlock(request);
const END = Flag.END_HEADERS | Flag.END_STREAM;

requirement("HEADERS on stream 0 is a connection error PROTOCOL_ERROR", () => {
  for (const play of [playClient, playServer]) {
    const peer = play();
    peer.send(headers(0));
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
});

requirement("HEADERS opens a stream, with END_STREAM half-closed at once", () => {
  const peer = playClient();
  peer.send(headers(1), headers(3, request, end));
  peer.hears("headers 1", "headers 3 end");
});

requirement("HEADERS with END_STREAM may be followed by CONTINUATION all the same", () => {
  const peer = playClient();
  peer.send(openHeaders(1, block.subarray(0, 9), end), continuation(1, block.subarray(9), "last"));
  peer.hears("headers 1 end");
});

requirement("HEADERS without END_HEADERS must be followed by CONTINUATION of its stream", () => {
  for (const next of [data(1, "abc"), headers(3), continuation(3, block, "last"), priority(1)]) {
    const peer = playClient();
    peer.send(openHeaders(1, block.subarray(0, 9)), next);
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
});

requirement("Padding and the fields of priority are taken off, alone and together", () => {
  const depends = [...uint32(0x8000_0007), 3];
  for (const [flags, payload] of [
    [Flag.PADDED, [4, ...block, 0, 0, 0, 0]],
    [Flag.PRIORITY, [...depends, ...block]],
    [Flag.PADDED | Flag.PRIORITY, [2, ...depends, ...block, 0, 0]],
  ] as const) {
    const peer = playClient();
    peer.send(frame("HEADERS", END | flags, 1, payload));
    peer.hears("headers 1 end");
    assert.deepEqual(peer.app.lastBlock?.fields, request);
  }
});

requirement("Padding may leave no block at all, which then lacks what a request needs", () => {
  const peer = playClient();
  peer.send(frame("HEADERS", END | Flag.PADDED, 1, [3, 0, 0, 0]));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

for (const [flags, payload, why] of [
  [Flag.PADDED, [1], "as long as the payload"],
  [Flag.PADDED, [200, ...block], "longer than the payload"],
  [Flag.PADDED | Flag.PRIORITY, [1, 0, 0, 0, 7, 3], "reaching into the priority fields"],
] as const) {
  requirement(`Padding ${why} is a connection error PROTOCOL_ERROR`, () => {
    const peer = playClient();
    peer.send(frame("HEADERS", END | flags, 1, payload));
    peer.expectConnectionError("PROTOCOL_ERROR");
  });
}

requirement("A request that depends on itself is an error PROTOCOL_ERROR (RFC 7540 §5.3.1)", () => {
  const peer = playClient();
  peer.send(frame("HEADERS", END | Flag.PRIORITY, 1, [...uint32(1), 3, ...block]));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

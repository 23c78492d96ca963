// RFC 9113 §4.3: header blocks are one sequence of frames and one state for each direction.

import assert from "node:assert/strict";
import {
  continuation,
  data,
  end,
  Flag,
  type Frame,
  frame,
  headers,
  literalBlock,
  openHeaders,
  ping,
  playClient,
  playServer,
  request,
  requestWithout,
  requirement,
  response,
  responseWith,
  rstStream,
  settings,
  settingsAck,
  windowUpdate,
} from "../dialogue/index.js";

/** A literal that both tables keep: its name and value, then the index that stands for them. */
const inserts = Uint8Array.from([0x40, 1, 0x61, 1, 0x62]);
const refersToIt = Uint8Array.from([0xbe]);

function withBlock(streamId: number, ...parts: readonly Uint8Array[]): Frame {
  return frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, streamId, Buffer.concat(parts));
}

for (const [what, block] of [
  ["an index that no table has", [0xff, 0x7f]],
  ["index 0", [0x80]],
  ["a string that ends too early", [0x00, 0x05, 0x61]],
  ["a size update after a field", [0x82, 0x20]],
] as const) {
  requirement(`A block with ${what} is a connection error COMPRESSION_ERROR`, () => {
    const peer = playClient();
    peer.send(frame("HEADERS", Flag.END_HEADERS, 1, block));
    peer.expectConnectionError("COMPRESSION_ERROR");
  });

  requirement(`A response with ${what} is a connection error COMPRESSION_ERROR`, () => {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.send(frame("HEADERS", Flag.END_HEADERS, 1, block));
    peer.expectConnectionError("COMPRESSION_ERROR");
  });
}

requirement("A block that is cut between frames anywhere is the same block", () => {
  const block = literalBlock(request);
  for (let at = 0; at <= block.length; at++) {
    const peer = playClient();
    peer.send(
      openHeaders(1, block.subarray(0, at), end),
      continuation(1, block.subarray(at), "last"),
    );
    peer.hears("headers 1 end");
    assert.deepEqual(peer.app.lastBlock?.fields, request);
  }
});

requirement("A frame of another type or stream inside a block is a connection error", () => {
  const block = literalBlock(request);
  for (const between of [
    ping(),
    data(1, "a"),
    headers(3),
    windowUpdate(1, 1),
    rstStream(1),
    settings(),
  ]) {
    const peer = playClient();
    peer.send(openHeaders(1, block.subarray(0, 5)), between);
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
});

requirement("The block of a stream that is refused still changes the table", () => {
  const peer = playClient({ maxConcurrentStreams: 1 });
  peer.send(headers(1), withBlock(3, literalBlock(request), inserts));
  peer.expect(rstStream(3, "REFUSED_STREAM"));
  peer.send(rstStream(1));
  peer.stream(1).release();
  peer.send(withBlock(5, literalBlock(request), refersToIt));
  peer.hears("headers 1", "reset 1 CANCEL", "headers 5 end");
  assert.equal(peer.app.lastBlock?.get("a"), "b");
});

requirement("The block of a malformed request still changes the table", () => {
  const peer = playClient();
  peer.send(withBlock(1, literalBlock(requestWithout(":path")), inserts));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.send(withBlock(3, literalBlock(request), refersToIt));
  assert.equal(peer.app.lastBlock?.get("a"), "b");
});

requirement("The block on a stream that was reset still changes the table", () => {
  const peer = playServer();
  peer.receivesRequest(end).reset(8);
  peer.expect(rstStream(1, "CANCEL"));
  peer.send(withBlock(1, literalBlock(response), inserts));
  peer.receivesRequest(end);
  peer.send(withBlock(3, literalBlock(response), refersToIt));
  assert.equal(peer.app.lastBlock?.get("a"), "b");
});

requirement("A block longer than a frame is sent in frames that nothing comes between", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), headers(3, request, end));
  const long = responseWith("x-long", "é".repeat(20_000));
  peer.stream(1).sendHeaders([long], false);
  peer.stream(3).sendHeaders([response], true);
  const frames = peer.rest();
  assert.deepEqual(
    frames.map(({ type, streamId }) => [type, streamId]),
    [
      [1, 1],
      [9, 1],
      [1, 3],
    ],
  );
  assert.equal(frames[1]!.meaning.fields, long.join("\n"));
});

requirement(
  "After SETTINGS_HEADER_TABLE_SIZE fell, the next block begins with a size update (§4.3.1)",
  () => {
    const peer = playClient();
    peer.send(
      settings({ HEADER_TABLE_SIZE: 100 }),
      headers(1, request, end),
      headers(3, request, end),
    );
    peer.expect(settingsAck());
    peer.stream(1).sendHeaders([response], true);
    const [first, second] = peer.next()!.payload;
    assert.deepEqual([first, second], [0x3f, 100 - 31]);
    peer.stream(3).sendHeaders([response], true);
    assert.notEqual(peer.next()!.payload[0]! & 0xe0, 0x20);
  },
);

requirement("After it fell and rose again, the lowest value is told as well (§4.3.1)", () => {
  const peer = playClient();
  peer.send(
    settings({ HEADER_TABLE_SIZE: 0 }),
    settings({ HEADER_TABLE_SIZE: 30 }),
    headers(1, request, end),
  );
  peer.expect(settingsAck(), settingsAck());
  peer.stream(1).sendHeaders([response], true);
  const { payload } = peer.next()!;
  assert.deepEqual([payload[0], payload[1]], [0x20, 0x3e]);
});

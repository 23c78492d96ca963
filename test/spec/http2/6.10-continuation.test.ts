// RFC 9113 §6.10.

import assert from "node:assert/strict";
import {
  continuation,
  data,
  end,
  headers,
  literalBlock,
  openHeaders,
  ping,
  playClient,
  playServer,
  request,
  requirement,
  response,
  trailers,
  windowUpdate,
} from "../dialogue/index.js";

const block = literalBlock(request);

requirement("A block may come in several CONTINUATION frames, empty ones included", () => {
  const peer = playClient();
  const third = Math.floor(block.length / 3);
  peer.send(
    openHeaders(1, block.subarray(0, third), end),
    continuation(1, block.subarray(third, 2 * third)),
    continuation(1, new Uint8Array(0)),
    continuation(1, block.subarray(2 * third)),
    continuation(1, new Uint8Array(0), "last"),
  );
  peer.hears("headers 1 end");
  assert.deepEqual(peer.app.lastBlock?.fields, request);
});

requirement("Without END_HEADERS another CONTINUATION of the stream must follow", () => {
  for (const next of [
    data(1, "a"),
    headers(3),
    ping(),
    windowUpdate(0, 1),
    continuation(3, block),
  ]) {
    const peer = playClient();
    peer.send(openHeaders(1, block.subarray(0, 9)), continuation(1, block.subarray(9)), next);
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
});

requirement("CONTINUATION on stream 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(continuation(0, block, "last"));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("CONTINUATION on stream 0 within a block is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(openHeaders(1, block), continuation(0, block, "last"));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("CONTINUATION after a complete block is a connection error PROTOCOL_ERROR", () => {
  for (const before of [headers(1), data(1, "abc"), ping()]) {
    const peer = playClient();
    peer.send(headers(1), ...(before.type === 1 ? [] : [before]));
    peer.rest();
    peer.send(continuation(1, block, "last"));
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
});

requirement("Trailers may come in CONTINUATION too", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  const fields = literalBlock(trailers);
  peer.send(headers(1, response), openHeaders(1, fields.subarray(0, 4), end));
  peer.send(continuation(1, fields.subarray(4), "last"));
  peer.hears("headers 1", "trailers 1");
});

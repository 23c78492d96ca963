// RFC 9113 §8.4: push is refused from the first frame on.

import assert from "node:assert/strict";
import {
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  Peer,
  playClient,
  playServer,
  request,
  requirement,
  response,
  settings,
} from "../dialogue/index.js";

requirement("A client says in its first SETTINGS that it takes no pushed responses", () => {
  const peer = new Peer("client");
  assert.equal(peer.expectFrame(settings()).meaning["setting 2"], 0);
  peer.rest();
});

requirement("A client may not push: PUSH_PROMISE is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1));
  peer.send(frame("PUSH_PROMISE", Flag.END_HEADERS, 1, [0, 0, 0, 2, ...literalBlock(request)]));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement(
  "A pushed response that was never promised is a connection error PROTOCOL_ERROR",
  () => {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.send(headers(2, response, end));
    peer.expectConnectionError("PROTOCOL_ERROR");
  },
);

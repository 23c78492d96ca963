// RFC 9113 §6.6: nobody may send PUSH_PROMISE here. A client turns push off before anything else, and a
// server takes none from its client, so any is an error, whatever it promises.

import {
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  playClient,
  playServer,
  request,
  requirement,
  uint32,
} from "../dialogue/index.js";

const promise = [...uint32(2), ...literalBlock(request)];

requirement(
  "A client has turned push off: PUSH_PROMISE is a connection error PROTOCOL_ERROR",
  () => {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.send(frame("PUSH_PROMISE", Flag.END_HEADERS, 1, promise));
    peer.expectConnectionError("PROTOCOL_ERROR");
  },
);

requirement("PUSH_PROMISE on stream 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playServer();
  peer.send(frame("PUSH_PROMISE", Flag.END_HEADERS, 0, promise));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("PUSH_PROMISE on an idle stream is a connection error PROTOCOL_ERROR", () => {
  const peer = playServer();
  peer.send(frame("PUSH_PROMISE", Flag.END_HEADERS, 1, promise));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("PUSH_PROMISE to a server is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1), frame("PUSH_PROMISE", Flag.END_HEADERS, 1, promise));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

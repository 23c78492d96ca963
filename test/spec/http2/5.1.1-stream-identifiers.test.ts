// RFC 9113 §5.1.1: odd ids for clients, and every new one higher than all before.

import assert from "node:assert/strict";
import {
  data,
  end,
  headers,
  playClient,
  playServer,
  request,
  requirement,
  response,
} from "../dialogue/index.js";

requirement("A client's streams have odd ids that grow", () => {
  const peer = playServer();
  assert.deepEqual(
    [1, 3, 5].map(() => peer.receivesRequest(end).id),
    [1, 3, 5],
  );
});

requirement("A client may skip ids", () => {
  const peer = playClient();
  peer.send(headers(5, request, end), headers(0x7fff_fffd, request, end));
  peer.hears("headers 5 end", "headers 2147483645 end");
});

requirement("A request on an even id is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(2, request, end));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("A request on an id lower than one before is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(5), headers(3));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("A request on the id of a request before it is an error", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
  peer.send(headers(1, request, end));
  peer.expectConnectionError("STREAM_CLOSED");
});

requirement("Ids that were skipped are closed and cannot be used", () => {
  const peer = playClient();
  peer.send(headers(7), data(5, "abc"));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("Stream 0 is the connection and cannot be opened", () => {
  const peer = playClient();
  peer.send(headers(0));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

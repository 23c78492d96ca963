// RFC 9113 §8.8: the messages of its examples, as they go over the wire.

import {
  continuation,
  data,
  end,
  headers,
  literalBlock,
  openHeaders,
  playClient,
  playServer,
  requirement,
} from "../dialogue/index.js";

requirement("§8.8.1: a request without content is one HEADERS frame", () => {
  const peer = playServer();
  const fields = [
    ":method",
    "GET",
    ":scheme",
    "https",
    ":path",
    "/resource",
    "host",
    "example.org",
  ];
  peer.receivesRequest(end, fields);
});

requirement("§8.8.2: a response without content is one HEADERS frame", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, [":status", "304", "etag", '"xyzzy"'], end));
  peer.hears("headers 1 end");
});

requirement("§8.8.3: a request with content, its block in two frames", () => {
  const peer = playClient();
  const fields = [
    ":method",
    "POST",
    ":path",
    "/resource",
    ":scheme",
    "https",
    "content-type",
    "image/jpeg",
    "host",
    "example.org",
    "content-length",
    "123",
  ];
  const block = literalBlock(fields);
  peer.send(openHeaders(1, block.subarray(0, 40)), continuation(1, block.subarray(40), "last"));
  peer.send(data(1, 123, end));
  peer.hears("headers 1", `data 1 ${"x".repeat(123)} end`);
});

requirement("§8.8.5: an interim response, the response, its content and trailers", () => {
  const peer = playServer();
  peer.receivesRequest();
  peer.send(
    headers(1, [":status", "100", "extension-field", "bar"]),
    headers(1, [":status", "200", "content-type", "image/jpeg", "trailer", "Foo"]),
    data(1, 123),
    headers(1, ["foo", "bar"], end),
  );
  peer.hears("headers 1", `data 1 ${"x".repeat(123)}`, "trailers 1");
});

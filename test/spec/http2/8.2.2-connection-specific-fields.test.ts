// RFC 9113 §8.2.2, and §8.6 with it: fields of HTTP/1.1 connections have no place here.

import {
  end,
  headers,
  playClient,
  playServer,
  requestWith,
  requirement,
  response,
  responseWith,
  rstStream,
} from "../dialogue/index.js";

for (const name of [
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]) {
  requirement(`The field ${name} makes a request malformed`, () => {
    const peer = playClient();
    peer.send(headers(1, requestWith(name, "x"), end));
    peer.expect(rstStream(1, "PROTOCOL_ERROR"));
    peer.hears();
  });

  requirement(`The field ${name} makes a response and trailers malformed`, () => {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.receivesRequest(end);
    peer.send(headers(1, responseWith(name, "x"), end));
    peer.expect(rstStream(1, "PROTOCOL_ERROR"));
    peer.send(headers(3, response), headers(3, [name, "x"], end));
    peer.expect(rstStream(3, "PROTOCOL_ERROR"));
  });
}

requirement("The field te may say trailers, and nothing else", () => {
  for (const [value, passes] of [
    ["trailers", true],
    ["gzip", false],
    ["trailers, gzip", false],
    ["", false],
  ] as const) {
    const peer = playClient();
    peer.send(headers(1, requestWith("te", value), end));
    if (passes) peer.hears("headers 1 end");
    else peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  }
});

// RFC 9113 §8.1: headers, content, trailers, and what comes before a response.

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
  rstStream,
  trailers,
} from "../dialogue/index.js";

const interim = [":status", "103", "link", "</a>"];

requirement("A request is headers, content and trailers, each of the last two or not", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.send(headers(3), data(3, "abc", end));
  peer.send(headers(5), data(5, "abc"), headers(5, trailers, end));
  peer.send(headers(7), headers(7, trailers, end));
  peer.hears(
    "headers 1 end",
    "headers 3",
    "data 3 abc end",
    "headers 5",
    "data 5 abc",
    "trailers 5",
    "headers 7",
    "trailers 7",
  );
});

requirement(
  "Interim responses come before the response, any number of them, and are skipped",
  () => {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.send(headers(1, [":status", "100"]), headers(1, interim), headers(1, response, end));
    peer.hears("headers 1 end");
    assert.equal(peer.app.lastBlock?.get(":status"), "200");
  },
);

requirement("An interim response that ends the stream is malformed", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, interim, end));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("reset 1 PROTOCOL_ERROR");
});

requirement("An interim response after the response is malformed", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, response), headers(1, interim));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("Content before the response's headers is malformed", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, interim), data(1, "abc"));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("A second header block without END_STREAM makes a request malformed", () => {
  const peer = playClient();
  peer.send(headers(1), data(1, "abc"), headers(1, trailers));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("headers 1", "data 1 abc", "reset 1 PROTOCOL_ERROR");
});

requirement("A second header block without END_STREAM makes a response malformed", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, response), headers(1, trailers));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("Pseudo-headers in trailers make a message malformed", () => {
  const client = playClient();
  client.send(headers(1), headers(1, [...trailers, ":path", "/"], end));
  client.expect(rstStream(1, "PROTOCOL_ERROR"));
  const server = playServer();
  server.receivesRequest(end);
  server.send(headers(1, response), headers(1, [":status", "200"], end));
  server.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("A server whose response is complete before the request asks for no more of it", () => {
  const peer = playClient();
  peer.send(headers(1));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end), rstStream(1, "NO_ERROR"));
  peer.send(data(1, "abc"), data(1, "def", end));
  peer.expectAlive();
});

requirement("A client keeps a complete response when RST_STREAM with NO_ERROR follows it", () => {
  const peer = playServer();
  peer.receivesRequest();
  peer.send(headers(1, response), data(1, "abc", end), rstStream(1, "NO_ERROR"));
  peer.hears("headers 1", "data 1 abc end");
  assert.ok(peer.stream(1).isWriteClosed);
});

requirement("A response that RST_STREAM with NO_ERROR cuts short is not complete", () => {
  const peer = playServer();
  peer.receivesRequest();
  peer.send(headers(1, response), data(1, "abc"), rstStream(1, "NO_ERROR"));
  peer.hears("headers 1", "data 1 abc", "reset 1 NO_ERROR");
});

requirement("A response goes out as headers, content and trailers", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  const stream = peer.stream(1);
  stream.sendHeaders([response], false);
  stream.enqueue(new TextEncoder().encode("abc"), false);
  stream.sendTrailers([trailers]);
  peer.expect(headers(1, response), data(1, "abc"), headers(1, trailers, end));
});

// RFC 9113 §8.1.1: a malformed message is a stream error PROTOCOL_ERROR, and nobody above hears of it.

import assert from "node:assert/strict";
import {
  data,
  end,
  type Fields,
  type Frame,
  headers,
  padded,
  playClient,
  playServer,
  request,
  requestWith,
  requestWithout,
  requirement,
  responseWith,
  rstStream,
} from "../dialogue/index.js";

function isMalformed(fields: Fields, ...content: readonly Frame[]): void {
  const peer = playClient();
  peer.send(headers(1, fields, content.length === 0 ? end : undefined), ...content);
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  assert.ok(!peer.app.take().includes("headers 1 end"));
  peer.expectAlive();
}

requirement("Content shorter than content-length is malformed", () => {
  isMalformed(requestWith("content-length", "4"), data(1, "abc", end));
});

requirement("Content longer than content-length is malformed, as soon as that is known", () => {
  isMalformed(requestWith("content-length", "4"), data(1, "abc"), data(1, "de"));
});

requirement("No content where content-length promises some is malformed", () => {
  isMalformed(requestWith("content-length", "4"));
});

requirement("Trailers before all of the content are malformed", () => {
  isMalformed(
    requestWith("content-length", "4"),
    data(1, "abc"),
    headers(1, ["grpc-status", "0"], end),
  );
});

for (const value of ["-1", "+4", "4.0", "0x4", "", "four", "4, 5", "99999999999999999999"]) {
  requirement(`A content-length of "${value}" is malformed`, () => {
    isMalformed(requestWith("content-length", value));
  });
}

requirement("Two values of content-length that differ are malformed", () => {
  isMalformed([...request, "content-length", "3", "content-length", "4"], data(1, "abc", end));
  isMalformed([...request, "content-length", "4", "content-length", "3"], data(1, "abc", end));
});

requirement("The same content-length twice is one", () => {
  const peer = playClient();
  peer.send(headers(1, [...request, "content-length", "3", "content-length", "3"]));
  peer.send(data(1, "abc", end));
  peer.hears("headers 1", "data 1 abc end");
});

requirement("Padding is no content, and content may come in pieces", () => {
  const peer = playClient();
  peer.send(headers(1, requestWith("content-length", "4")), padded(data(1, "a"), 200));
  peer.send(data(1, ""), data(1, "bcd", end));
  peer.hears("headers 1", "data 1 abcd end");
});

requirement("A response's content-length is held to in the same way", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, responseWith("content-length", "4")), data(1, "abc", end));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  assert.equal(peer.app.take().at(-1), "reset 1 PROTOCOL_ERROR");
});

requirement("A response that never has content may name the length that it would have", () => {
  for (const status of ["204", "304"]) {
    const peer = playServer();
    peer.receivesRequest(end);
    peer.send(headers(1, [":status", status, "content-length", "4"], end));
    peer.hears("headers 1 end");
  }
});

requirement("A malformed response is never passed on", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, responseWith("Upper-Case", "x"), end));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("reset 1 PROTOCOL_ERROR");
});

requirement("A malformed request leaves the streams beside it alone", () => {
  const peer = playClient();
  peer.send(headers(1), headers(3, requestWithout(":scheme"), end), data(1, "abc", end));
  peer.expect(rstStream(3, "PROTOCOL_ERROR"));
  peer.hears("headers 1", "data 1 abc end");
});

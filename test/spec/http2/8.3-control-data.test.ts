// RFC 9113 §8.3, with §8.3.1 for requests and §8.3.2 for responses: pseudo-headers.

import assert from "node:assert/strict";
import {
  end,
  type Fields,
  headers,
  playClient,
  playServer,
  request,
  requestWith,
  requestWithout,
  requirement,
  response,
  rstStream,
} from "../dialogue/index.js";

function malformedRequest(fields: Fields): void {
  const peer = playClient();
  peer.send(headers(1, fields, end));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears();
  peer.expectAlive();
}

function malformedResponse(fields: Fields): void {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, fields, end));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("reset 1 PROTOCOL_ERROR");
}

requirement("§8.3: a pseudo-header that is not defined makes a message malformed", () => {
  for (const name of [":protocol", ":unknown", ":", ":Path", ":method "]) {
    malformedRequest([...request, name, "x"]);
    malformedResponse([...response, name, "x"]);
  }
});

requirement("§8.3: a pseudo-header of responses makes a request malformed", () => {
  malformedRequest([...request, ":status", "200"]);
});

requirement("§8.3: a pseudo-header of requests makes a response malformed", () => {
  for (const [name, value] of [
    [":method", "GET"],
    [":path", "/"],
    [":scheme", "http"],
    [":authority", "a"],
  ] as const) {
    malformedResponse([...response, name, value]);
  }
});

requirement("§8.3: a pseudo-header after a regular field makes a message malformed", () => {
  malformedRequest([":method", "GET", ":scheme", "http", "a", "b", ":path", "/"]);
  malformedRequest([...request, "a", "b", ":authority", "c"]);
  malformedResponse(["a", "b", ":status", "200"]);
});

requirement("§8.3: a pseudo-header that comes twice makes a message malformed", () => {
  for (let at = 0; at < request.length; at += 2) {
    malformedRequest([...request, request[at]!, request[at + 1]!]);
  }
  malformedRequest([...request, ":authority", "a", ":authority", "a"]);
  malformedResponse([...response, ...response]);
});

requirement("§8.3: they may stand in any order", () => {
  const peer = playClient();
  peer.send(
    headers(1, [":path", "/", ":authority", "a", ":method", "GET", ":scheme", "https"], end),
  );
  peer.hears("headers 1 end");
});

requirement("§8.3.1: a request without :method, :scheme or :path is malformed", () => {
  for (const name of [":method", ":scheme", ":path"]) malformedRequest(requestWithout(name));
  malformedRequest([]);
});

requirement("§8.3.1: an empty :path is malformed", () => {
  malformedRequest(requestWith(":path", ""));
});

requirement("§8.3.1: an empty :method or :scheme is no valid value", () => {
  malformedRequest(requestWith(":method", ""));
  malformedRequest(requestWith(":scheme", ""));
});

requirement(
  "§8.3.1: :authority need not be there, and where it is host does not replace it",
  () => {
    const peer = playClient();
    peer.send(headers(1, requestWith("host", "b"), end));
    peer.send(headers(3, requestWith(":authority", "a", "host", "b"), end));
    assert.equal(peer.app.lastBlock?.get(":authority"), "a");
    peer.hears("headers 1 end", "headers 3 end");
  },
);

requirement("§8.3.2: a response without :status is malformed", () => {
  malformedResponse([]);
  malformedResponse(["a", "b"]);
});

requirement("§8.3.2: an interim response needs :status too", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, [":status", "103"]), headers(1, ["link", "</a>"]));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
});

requirement("§8.3.2: a :status that is no number of three digits is malformed", () => {
  for (const value of ["", "20", "2000", "abc", "099", "2 0"])
    malformedResponse([":status", value]);
});

requirement("§8.3.2: a :status that nobody has defined passes", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  peer.send(headers(1, [":status", "599"], end));
  peer.hears("headers 1 end");
});

// RFC 9113 §3.4: what both sides say first.

import assert from "node:assert/strict";
import {
  clientPreface,
  encodeFrame,
  end,
  frame,
  headers,
  Peer,
  ping,
  request,
  requirement,
  settings,
  settingsAck,
  windowUpdate,
} from "../dialogue/index.js";

requirement(
  "A server's first frame is SETTINGS, and it acknowledges the client's after that",
  () => {
    const peer = new Peer("server");
    peer.sendText(clientPreface);
    peer.send(settings());
    peer.expect(settings());
    const said = peer.rest();
    assert.equal(said.at(-1)?.meaning.ack, true);
  },
);

requirement("§3.3: a server says nothing before the client's preface has come", () => {
  const peer = new Peer("server");
  peer.sendText(clientPreface.slice(0, -1));
  peer.expectNothing();
});

requirement(
  "A client begins with the 24 octets and SETTINGS, without waiting for the server",
  () => {
    const peer = new Peer("client");
    peer.expect(settings());
    peer.rest();
  },
);

requirement("A client may send requests right after its preface", () => {
  const peer = new Peer("client");
  peer.rest();
  peer.receivesRequest(end);
});

requirement("A server answers a request that came in one chunk with the preface", () => {
  const peer = new Peer("server");
  const preface = new TextEncoder().encode(clientPreface);
  const frames = [settings(), headers(1, request, end)].map((frame) => encodeFrame(frame));
  peer.sendBytes(Buffer.concat([preface, ...frames]));
  peer.rest();
  peer.hears("headers 1 end");
});

for (const wrong of [
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r",
  "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
  "\0".repeat(24),
  "INVALID CONNECTION PREFACE\r\n\r\n",
]) {
  requirement(`The preface ${JSON.stringify(wrong)} is a connection error PROTOCOL_ERROR`, () => {
    const peer = new Peer("server");
    peer.sendText(wrong);
    peer.expect(settings());
    const said = peer.rest();
    assert.equal(said.at(-1)?.meaning.error, "PROTOCOL_ERROR");
    assert.ok(peer.connection.isDead);
  });
}

for (const [what, first] of [
  ["PING", ping()],
  ["HEADERS", headers(1)],
  ["WINDOW_UPDATE", windowUpdate(0, 1)],
  ["an acknowledgement of SETTINGS", settingsAck()],
  ["a frame of an unknown type", frame(0xbb, 0, 0)],
] as const) {
  requirement(`A client whose first frame is ${what} is a connection error PROTOCOL_ERROR`, () => {
    const peer = new Peer("server");
    peer.sendText(clientPreface);
    peer.rest();
    peer.send(first);
    peer.expectConnectionError("PROTOCOL_ERROR");
  });

  requirement(`A server whose first frame is ${what} is a connection error PROTOCOL_ERROR`, () => {
    const peer = new Peer("client");
    peer.rest();
    peer.send(first);
    peer.expectConnectionError("PROTOCOL_ERROR");
  });
}

requirement("A client that does not finish its preface and SETTINGS in time is given up", () => {
  for (const said of ["", clientPreface.slice(0, 10), clientPreface]) {
    const peer = new Peer("server", { handshakeTimeoutMs: 5000 });
    peer.sendText(said);
    peer.wait(5000);
    assert.ok(peer.connection.isDead, `it waits after ${said.length} octets`);
    peer.rest();
  }
});

requirement("A server that sends no SETTINGS in time is given up", () => {
  const peer = new Peer("client", { handshakeTimeoutMs: 5000 });
  peer.wait(5000);
  assert.ok(peer.connection.isDead);
  peer.rest();
});

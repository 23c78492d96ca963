// RFC 9113 §6.9.1: what a sender may send, and how wide a window may be.

import assert from "node:assert/strict";
import {
  bulkRequirement,
  data,
  end,
  headers,
  type Peer,
  playClient,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
  windowUpdate,
} from "../dialogue/index.js";

/** A server's stream with a window of so many octets, and its headers sent. */
function withWindow(bytes: number): Peer {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: bytes }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.expect(headers(1, response));
  return peer;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

requirement("Never is more sent than the stream's window holds", () => {
  const peer = withWindow(4);
  peer.stream(1).enqueue(text("abcdefghij"), true);
  peer.expect(data(1, "abcd"));
  peer.send(windowUpdate(1, 1));
  peer.expect(data(1, "e"));
  peer.send(windowUpdate(1, 3));
  peer.expect(data(1, "fgh"));
  peer.send(windowUpdate(1, 100));
  peer.expect(data(1, "ij", end));
});

requirement("Never is more sent than the connection's window holds", () => {
  const peer = withWindow(1_000_000);
  peer.stream(1).enqueue(new Uint8Array(65_535), false);
  const sent = peer.rest().reduce((sum, { payload }) => sum + payload.length, 0);
  assert.equal(sent, 65_535);
  peer.stream(1).enqueue(text("x".repeat(3000)), true);
  peer.send(windowUpdate(1, 10));
  peer.expectNothing();
  peer.send(windowUpdate(0, 2000));
  peer.expect(data(1, 2000));
  peer.send(windowUpdate(0, 1000));
  peer.expect(data(1, 1000, end));
});

requirement("A frame without octets may be sent with both windows closed", () => {
  const peer = withWindow(0);
  peer.stream(1).end();
  peer.expect(data(1, "", end));
});

requirement("A message that is encoded in place keeps to the windows as well", () => {
  const peer = withWindow(2);
  const out = peer.stream(1).beginMessage();
  assert.ok(out !== null);
  out.append(text("abc"));
  peer.stream(1).commitMessage(true);
  peer.expect(data(1, "ab"));
  peer.send(windowUpdate(1, 1));
  peer.expect(data(1, "c", end));
});

requirement("A stream's window past 2^31-1 is a stream error FLOW_CONTROL_ERROR", () => {
  const peer = withWindow(1);
  peer.send(windowUpdate(1, 0x7fff_ffff));
  peer.expect(rstStream(1, "FLOW_CONTROL_ERROR"));
  peer.expectAlive();
});

requirement("A stream's window of 2^31-1 is allowed", () => {
  const peer = withWindow(1);
  peer.send(windowUpdate(1, 0x7fff_fffe));
  peer.expectAlive();
});

requirement("The connection's window past 2^31-1 is a connection error FLOW_CONTROL_ERROR", () => {
  const peer = playClient();
  peer.send(windowUpdate(0, 0x7fff_ffff));
  peer.expectConnectionError("FLOW_CONTROL_ERROR");
});

requirement("The connection's window of 2^31-1 is allowed", () => {
  const peer = playClient();
  peer.send(windowUpdate(0, 0x7fff_ffff - 65_535));
  peer.expectAlive();
});

requirement("Increments add up: the sum past 2^31-1 is the error", () => {
  const peer = playClient();
  peer.send(windowUpdate(0, 0x4000_0000), windowUpdate(0, 0x3fff_0000));
  peer.expectAlive();
  peer.send(windowUpdate(0, 1));
  peer.expectConnectionError("FLOW_CONTROL_ERROR");
});

requirement("DATA past the window that we gave a stream is an error FLOW_CONTROL_ERROR", () => {
  const peer = playClient({ streamWindowBytes: 1000 });
  peer.app.consumes = false;
  peer.send(headers(1), data(1, 1000), data(1, 1));
  peer.expect(rstStream(1, "FLOW_CONTROL_ERROR"));
  peer.expectAlive();
});

bulkRequirement(
  "DATA past the connection's window is a connection error FLOW_CONTROL_ERROR",
  () => {
    const peer = playClient({ maxBufferedBytes: 65_536, streamWindowBytes: 1 << 24 });
    peer.app.consumes = false;
    peer.send(headers(1));
    for (let sent = 0; sent < 1 << 23 && !peer.connection.isDead; sent += 16_384) {
      peer.send(data(1, 16_384));
    }
    assert.equal(peer.rest().at(-1)?.meaning.error, "FLOW_CONTROL_ERROR");
    assert.ok(peer.connection.isDead);
  },
);

// RFC 9113 §6.9.2: a new initial size moves the windows of streams that are open.

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
  settings,
  settingsAck,
  windowUpdate,
} from "../dialogue/index.js";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

requirement("A larger initial size widens streams that wait, by the difference", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 2 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(text("abcdef"), true);
  peer.expect(headers(1, response), data(1, "ab"));
  peer.send(settings({ INITIAL_WINDOW_SIZE: 5 }));
  peer.expect(settingsAck(), data(1, "cde"));
});

requirement(
  "A smaller one can make a window negative, which must be filled before anything is sent",
  () => {
    const peer = playClient();
    peer.send(settings({ INITIAL_WINDOW_SIZE: 10 }), headers(1, request, end));
    peer.expect(settingsAck());
    peer.stream(1).sendHeaders([response], false);
    peer.stream(1).enqueue(text("0123456789ab"), true);
    peer.expect(headers(1, response), data(1, "0123456789"));
    // 10 are sent: with an initial size of 4 the window is -6.
    peer.send(settings({ INITIAL_WINDOW_SIZE: 4 }));
    peer.expect(settingsAck());
    peer.send(windowUpdate(1, 6));
    peer.expectNothing();
    peer.send(windowUpdate(1, 1));
    peer.expect(data(1, "a"));
    peer.send(settings({ INITIAL_WINDOW_SIZE: 5 }));
    peer.expect(settingsAck(), data(1, "b", end));
  },
);

requirement("The connection's window is not changed by it", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 1_000_000 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new Uint8Array(100_000), true);
  peer.expect(headers(1, response));
  const sent = peer.rest().reduce((sum, { payload }) => sum + payload.length, 0);
  assert.equal(sent, 65_535);
});

requirement(
  "A change that lifts any stream's window past 2^31-1 is a connection error FLOW_CONTROL_ERROR",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end), windowUpdate(1, 1000));
    peer.send(settings({ INITIAL_WINDOW_SIZE: 0x7fff_ffff }));
    peer.expect(settingsAck());
    peer.expectConnectionError("FLOW_CONTROL_ERROR");
  },
);

requirement("It holds for streams that a client opens from now on", () => {
  const peer = playServer();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 3 }));
  peer.expect(settingsAck());
  peer.receivesRequest().enqueue(text("abcdef"), true);
  peer.expect(data(1, "abc"));
});

// RFC 9113 §6.9.

import assert from "node:assert/strict";
import {
  bulkRequirement,
  data,
  end,
  frame,
  headers,
  playClient,
  priority,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
  trailers,
  uint32,
  windowUpdate,
} from "../dialogue/index.js";

requirement("An increment of 0 on a stream is a stream error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1), windowUpdate(1, 0));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("headers 1", "reset 1 PROTOCOL_ERROR");
  peer.expectAlive();
});

requirement("An increment of 0 on the connection is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(windowUpdate(0, 0));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("WINDOW_UPDATE on a stream that is half-closed or closed is no error", () => {
  const peer = playClient();
  peer.send(headers(1, request, end), windowUpdate(1, 5));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
  peer.send(windowUpdate(1, 5), headers(3), rstStream(3), windowUpdate(3, 5));
  peer.expectAlive();
});

requirement("WINDOW_UPDATE that has not 4 octets is a connection error FRAME_SIZE_ERROR", () => {
  for (const streamId of [0, 1]) {
    for (const length of [0, 3, 5, 8]) {
      const peer = playClient();
      peer.send(headers(1), frame("WINDOW_UPDATE", 0, streamId, new Uint8Array(length)));
      peer.expectConnectionError("FRAME_SIZE_ERROR");
    }
  }
});

requirement("The reserved bit before the increment is ignored", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 0 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("abc"), true);
  peer.expect(headers(1, response));
  peer.send(frame("WINDOW_UPDATE", 0, 1, uint32(0x8000_0002)));
  peer.expect(data(1, "ab"));
});

requirement("Frames without flow control are received while our windows are closed", () => {
  const peer = playClient({ streamWindowBytes: 10 });
  peer.app.consumes = false;
  peer.send(headers(1), data(1, 10), priority(1), windowUpdate(1, 5), headers(1, trailers, end));
  peer.hears("headers 1", "data 1 xxxxxxxxxx", "trailers 1");
  peer.expectAlive();
});

bulkRequirement(
  "DATA that is an error of its stream still counts for the connection's window",
  () => {
    const peer = playClient();
    let returned = 0;
    for (let id = 1; id < 500; id += 2) {
      peer.send(headers(id, request, end), data(id, 16_000));
      peer.stream(id).release();
      for (const { type, meaning } of peer.rest())
        if (type === 8) returned += Number(meaning.increment);
    }
    assert.ok(returned >= 2_000_000, `${returned} octets of credit came back`);
  },
);

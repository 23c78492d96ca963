// RFC 9113 §6.4.

import {
  data,
  end,
  frame,
  headers,
  playClient,
  playServer,
  priority,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
  trailers,
  windowUpdate,
} from "../dialogue/index.js";

requirement("RST_STREAM on stream 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(rstStream(0));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("RST_STREAM on an idle stream is a connection error PROTOCOL_ERROR", () => {
  for (const id of [2, 3]) {
    const peer = playClient();
    peer.send(headers(1), rstStream(id));
    peer.expectConnectionError("PROTOCOL_ERROR");
  }
  const peer = playServer();
  peer.send(rstStream(1));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("RST_STREAM that has not 4 octets is a connection error FRAME_SIZE_ERROR", () => {
  for (const length of [0, 3, 5]) {
    const peer = playClient();
    peer.send(headers(1), frame("RST_STREAM", 0, 1, new Uint8Array(length)));
    peer.expectConnectionError("FRAME_SIZE_ERROR");
  }
});

requirement("RST_STREAM ends the stream with the peer's code", () => {
  const peer = playServer();
  for (const _ of [1, 3, 5]) peer.receivesRequest();
  peer.send(rstStream(1, "CANCEL"), rstStream(3, "REFUSED_STREAM"), rstStream(5, 0xabc));
  peer.hears("reset 1 CANCEL", "reset 3 REFUSED_STREAM unprocessed", "reset 5 0xabc");
});

requirement("After RST_STREAM was received nothing is sent, not even what was queued", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 1 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("abc"), true);
  peer.expect(headers(1, response), data(1, "a"));
  peer.send(rstStream(1), windowUpdate(1, 100), settings({ INITIAL_WINDOW_SIZE: 100 }));
  peer.expect(settingsAck());
});

requirement("After RST_STREAM was sent, frames that were under way are received", () => {
  const peer = playServer();
  peer.receivesRequest().reset(8);
  peer.expect(rstStream(1, "CANCEL"));
  peer.send(headers(1, response), data(1, "abc"), windowUpdate(1, 9), headers(1, trailers, end));
  peer.expectAlive();
  peer.hears();
});

requirement("RST_STREAM is never sent for an idle stream", () => {
  const peer = playClient();
  peer.send(priority(9), windowUpdate(0, 1), frame("PRIORITY", 0, 11, [1]));
  peer.expectConnectionError("FRAME_SIZE_ERROR");
});

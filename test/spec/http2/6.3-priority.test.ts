// RFC 9113 §6.3.

import {
  data,
  end,
  frame,
  headers,
  playClient,
  priority,
  requirement,
  response,
  rstStream,
} from "../dialogue/index.js";

requirement("PRIORITY on stream 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(priority(0, 1));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("PRIORITY that has not 5 octets is a stream error FRAME_SIZE_ERROR", () => {
  for (const length of [0, 4, 6]) {
    const peer = playClient();
    peer.send(headers(1), frame("PRIORITY", 0, 1, new Uint8Array(length)));
    peer.expect(rstStream(1, "FRAME_SIZE_ERROR"));
    peer.hears("headers 1", "reset 1 FRAME_SIZE_ERROR");
    peer.expectAlive();
  }
});

requirement("PRIORITY is received in every state", () => {
  const peer = playClient();
  peer.send(priority(1), headers(1), priority(1), data(1, "", end), priority(1));
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
  peer.send(priority(1), headers(3), rstStream(3), priority(3));
  peer.expectAlive();
});

// RFC 9113 §6.7.

import {
  data,
  end,
  Flag,
  frame,
  headers,
  ping,
  playClient,
  playServer,
  request,
  requirement,
  response,
  settings,
  settingsAck,
} from "../dialogue/index.js";

requirement("A PING comes back with ACK and the same 8 octets", () => {
  const peer = playClient();
  peer.send(ping("abcdefgh"), ping("\0\0\0\0\0\0\0\x01"));
  peer.expect(ping("abcdefgh", "ack"), ping("\0\0\0\0\0\0\0\x01", "ack"));
});

requirement("A PING with ACK is not answered", () => {
  const peer = playServer();
  peer.send(ping("abcdefgh", "ack"));
  peer.expectNothing();
});

requirement("A PING is answered between the frames of a stream, not after them", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 1_000_000 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.expect(headers(1, response));
  peer.stream(1).enqueue(new Uint8Array(500_000), true);
  peer.rest();
  peer.send(ping());
  peer.expect(ping("8 octets", "ack"));
});

requirement("PING on another stream than 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1), frame("PING", 0, 1, new Uint8Array(8)));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement(
  "PING that has not 8 octets is a connection error FRAME_SIZE_ERROR, with ACK too",
  () => {
    for (const length of [0, 7, 9]) {
      for (const flags of [0, Flag.ACK]) {
        const peer = playClient();
        peer.send(frame("PING", flags, 0, new Uint8Array(length)));
        peer.expectConnectionError("FRAME_SIZE_ERROR");
      }
    }
  },
);

requirement("A PING that comes while a message is being encoded is answered after it", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], false);
  const out = peer.stream(1).beginMessage();
  peer.send(ping("abcdefgh"));
  out?.append(new TextEncoder().encode("abc"));
  peer.stream(1).commitMessage(true);
  peer.expect(headers(1, response), data(1, "abc", end), ping("abcdefgh", "ack"));
});

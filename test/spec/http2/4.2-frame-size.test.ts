// RFC 9113 §4.2: how long a frame may be, and how short.

import {
  data,
  encodeFrame,
  end,
  Flag,
  frame,
  headers,
  playClient,
  requirement,
} from "../dialogue/index.js";

requirement("A frame of 16,384 octets is received, whatever settings say", () => {
  const peer = playClient();
  peer.send(headers(1), data(1, 16_384, end));
  peer.hears("headers 1", `data 1 ${"x".repeat(16_384)} end`);
});

for (const [what, tooLong] of [
  ["DATA", frame("DATA", 0, 1, new Uint8Array(16_385))],
  ["HEADERS", frame("HEADERS", Flag.END_HEADERS, 3, new Uint8Array(16_385))],
  ["SETTINGS", frame("SETTINGS", 0, 0, new Uint8Array(16_386))],
  ["a frame of an unknown type", frame(0xbb, 0, 0, new Uint8Array(16_385))],
] as const) {
  requirement(`${what} past the largest size is a connection error FRAME_SIZE_ERROR`, () => {
    const peer = playClient();
    peer.send(headers(1));
    peer.app.take();
    peer.sendBytes(encodeFrame(tooLong));
    peer.expectConnectionError("FRAME_SIZE_ERROR");
  });
}

requirement(
  "A frame that is too long is refused by its header, before its payload has come",
  () => {
    const peer = playClient();
    peer.sendBytes(encodeFrame(frame("DATA", 0, 1, new Uint8Array(16_385))).subarray(0, 9));
    peer.expectConnectionError("FRAME_SIZE_ERROR");
  },
);

for (const [what, tooShort] of [
  [
    "HEADERS with the PADDED flag and no octets",
    frame("HEADERS", Flag.END_HEADERS | Flag.PADDED, 3),
  ],
  [
    "HEADERS with the PRIORITY flag and 4 octets",
    frame("HEADERS", Flag.END_HEADERS | Flag.PRIORITY, 3, [0, 0, 0, 0]),
  ],
  ["DATA with the PADDED flag and no octets", frame("DATA", Flag.PADDED, 1)],
  ["PING of 7 octets", frame("PING", 0, 0, new Uint8Array(7))],
  ["GOAWAY of 7 octets", frame("GOAWAY", 0, 0, new Uint8Array(7))],
  ["RST_STREAM of 3 octets", frame("RST_STREAM", 0, 1, [0, 0, 0])],
  ["WINDOW_UPDATE of 3 octets", frame("WINDOW_UPDATE", 0, 1, [0, 0, 1])],
] as const) {
  requirement(`${what}, too small for what it must hold, is an error FRAME_SIZE_ERROR`, () => {
    const peer = playClient();
    peer.send(headers(1));
    peer.app.take();
    peer.send(tooShort);
    peer.expectConnectionError("FRAME_SIZE_ERROR");
  });
}

// RFC 9113 §5.5: what is unknown is ignored, except within a header block.

import {
  data,
  end,
  frame,
  headers,
  literalBlock,
  openHeaders,
  playClient,
  playServer,
  request,
  requirement,
  response,
  settingsAck,
  settingsInOrder,
  trailers,
} from "../dialogue/index.js";

requirement("Unknown settings are ignored, SETTINGS_ENABLE_CONNECT_PROTOCOL among them", () => {
  const peer = playClient();
  peer.send(settingsInOrder([0x8, 1], [0xfff0, 0xffff_ffff], [0x9, 1], [0x0, 7]));
  peer.expect(settingsAck());
  peer.expectAlive();
});

requirement("Unknown frames between others are discarded", () => {
  const peer = playServer();
  peer.receivesRequest(end);
  const unknown = frame(0x42, 0xff, 1, [1, 2, 3]);
  peer.send(
    unknown,
    headers(1, response),
    unknown,
    data(1, "abc"),
    unknown,
    headers(1, trailers, end),
  );
  peer.send(unknown);
  peer.hears("headers 1", "data 1 abc", "trailers 1");
});

requirement("ALTSVC and ORIGIN, which others define, are ignored", () => {
  const peer = playServer();
  peer.send(frame(0xa, 0, 0, [0, 0]), frame(0xc, 0, 0, [0, 1, 0x61]));
  peer.expectAlive();
});

requirement("An unknown frame within a header block is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(openHeaders(1, literalBlock(request)), frame(0x42, 0, 1));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

// RFC 9113 §6.5, with the format (§6.5.1) and each setting (§6.5.2).

import assert from "node:assert/strict";
import {
  clientPreface,
  data,
  end,
  Flag,
  frame,
  headers,
  Peer,
  playClient,
  playServer,
  request,
  requirement,
  response,
  Setting,
  settings,
  settingsAck,
  settingsInOrder,
} from "../dialogue/index.js";

requirement("SETTINGS on another stream than 0 is a connection error PROTOCOL_ERROR", () => {
  const peer = playClient();
  peer.send(headers(1), frame("SETTINGS", 0, 1));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement(
  "SETTINGS whose length is no multiple of 6 is a connection error FRAME_SIZE_ERROR",
  () => {
    for (const length of [1, 5, 7, 11]) {
      const peer = playClient();
      peer.send(frame("SETTINGS", 0, 0, new Uint8Array(length)));
      peer.expectConnectionError("FRAME_SIZE_ERROR");
    }
  },
);

requirement("An acknowledgement with a payload is a connection error FRAME_SIZE_ERROR", () => {
  const peer = playClient();
  peer.send(frame("SETTINGS", Flag.ACK, 0, new Uint8Array(6)));
  peer.expectConnectionError("FRAME_SIZE_ERROR");
});

requirement("SETTINGS may come at any time and say nothing", () => {
  const peer = playServer();
  peer.receivesRequest();
  peer.send(settings(), headers(1, response), settings(), data(1, "abc"), settings());
  peer.expect(settingsAck(), settingsAck(), settingsAck());
});

// §6.5.2

requirement(
  "§6.5.2: SETTINGS_ENABLE_PUSH other than 0 or 1 is a connection error PROTOCOL_ERROR",
  () => {
    const peer = playClient();
    peer.send(settings({ ENABLE_PUSH: 2 }));
    peer.expectConnectionError("PROTOCOL_ERROR");
  },
);

requirement("§6.5.2: SETTINGS_ENABLE_PUSH 0 and 1 are accepted from a client", () => {
  const peer = playClient();
  peer.send(settings({ ENABLE_PUSH: 0 }), settings({ ENABLE_PUSH: 1 }));
  peer.expect(settingsAck(), settingsAck());
});

requirement(
  "§6.5.2: SETTINGS_ENABLE_PUSH 1 from a server is a connection error PROTOCOL_ERROR",
  () => {
    const peer = playServer();
    peer.send(settings({ ENABLE_PUSH: 0 }));
    peer.expect(settingsAck());
    peer.send(settings({ ENABLE_PUSH: 1 }));
    peer.expectConnectionError("PROTOCOL_ERROR");
  },
);

requirement("§6.5.2: A client turns push off, and a server never sets it to 1", () => {
  const client = new Peer("client");
  assert.equal(client.expectFrame(settings()).meaning["setting 2"], 0);
  client.rest();
  const server = new Peer("server");
  server.sendText(clientPreface);
  assert.notEqual(server.expectFrame(settings()).meaning["setting 2"], 1);
  server.rest();
});

requirement(
  "§6.5.2: SETTINGS_INITIAL_WINDOW_SIZE above 2^31-1 is a connection error FLOW_CONTROL_ERROR",
  () => {
    for (const value of [0x8000_0000, 0xffff_ffff]) {
      const peer = playClient();
      peer.send(settings({ INITIAL_WINDOW_SIZE: value }));
      peer.expectConnectionError("FLOW_CONTROL_ERROR");
    }
  },
);

requirement("§6.5.2: SETTINGS_INITIAL_WINDOW_SIZE of 2^31-1 is accepted", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 0x7fff_ffff }));
  peer.expect(settingsAck());
});

requirement(
  "§6.5.2: SETTINGS_MAX_FRAME_SIZE outside 2^14 to 2^24-1 is a connection error PROTOCOL_ERROR",
  () => {
    for (const value of [0, 16_383, 16_777_216, 0xffff_ffff]) {
      const peer = playClient();
      peer.send(settings({ MAX_FRAME_SIZE: value }));
      peer.expectConnectionError("PROTOCOL_ERROR");
    }
  },
);

requirement("§6.5.2: SETTINGS_MAX_FRAME_SIZE of 2^14 and of 2^24-1 are accepted", () => {
  const peer = playClient();
  peer.send(settings({ MAX_FRAME_SIZE: 16_384 }), settings({ MAX_FRAME_SIZE: 16_777_215 }));
  peer.expect(settingsAck(), settingsAck());
});

requirement("§6.5.2: Any value of SETTINGS_HEADER_TABLE_SIZE is accepted", () => {
  const peer = playClient();
  peer.send(settings({ HEADER_TABLE_SIZE: 0xffff_ffff }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], true);
  peer.expect(headers(1, response, end));
});

requirement("§6.5.2: A client that has heard of no limit of streams opens many", () => {
  const peer = playServer();
  for (let count = 0; count < 300; count++) peer.receivesRequest(end);
});

requirement("§6.5.2: Until SETTINGS come a client opens no more than 100 streams", () => {
  const peer = new Peer("client");
  peer.rest();
  for (let count = 0; count < 100; count++) peer.receivesRequest(end);
  assert.equal(peer.connection.openStream(null), null);
});

requirement("§6.5.2: An unknown setting is ignored, wherever it stands", () => {
  const peer = playClient();
  peer.send(settingsInOrder([0x99, 5], [Setting.INITIAL_WINDOW_SIZE, 3], [0xffff, 1]));
  peer.send(headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("abcdef"), true);
  peer.expect(headers(1, response), data(1, "abc"));
});

requirement("§6.5.2: The size of header lists that is accepted is announced", () => {
  const peer = new Peer("server", { maxHeaderListBytes: 5000 });
  peer.sendText(clientPreface);
  assert.equal(peer.expectFrame(settings()).meaning["setting 6"], 5000);
  peer.rest();
});

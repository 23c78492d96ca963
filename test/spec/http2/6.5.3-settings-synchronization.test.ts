// RFC 9113 §6.5.3: settings are applied in order, then acknowledged.

import {
  clientPreface,
  data,
  end,
  headers,
  Peer,
  playClient,
  request,
  requirement,
  response,
  Setting,
  settings,
  settingsAck,
  settingsInOrder,
} from "../dialogue/index.js";

requirement("Every SETTINGS is acknowledged at once, an acknowledgement never", () => {
  const peer = playClient();
  peer.send(settings());
  peer.expect(settingsAck());
  peer.send(settingsAck(), settingsAck());
  peer.expectNothing();
});

requirement(
  "Settings are applied before they are acknowledged: what waited for them follows",
  () => {
    const peer = playClient();
    peer.send(settings({ INITIAL_WINDOW_SIZE: 0 }), headers(1, request, end));
    peer.expect(settingsAck());
    peer.stream(1).sendHeaders([response], false);
    peer.stream(1).enqueue(new TextEncoder().encode("abc"), true);
    peer.expect(headers(1, response));
    peer.send(settings({ INITIAL_WINDOW_SIZE: 3 }));
    peer.expect(settingsAck(), data(1, "abc", end));
  },
);

requirement("Of a setting that comes twice in one frame the last value holds", () => {
  const peer = playClient();
  const { INITIAL_WINDOW_SIZE } = Setting;
  peer.send(settingsInOrder([INITIAL_WINDOW_SIZE, 100], [INITIAL_WINDOW_SIZE, 2]));
  peer.send(headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new TextEncoder().encode("abc"), true);
  peer.expect(headers(1, response), data(1, "ab"));
});

requirement("Values are processed in their order: one that is wrong ends the connection", () => {
  const peer = playClient();
  const { INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE, ENABLE_PUSH } = Setting;
  peer.send(
    settingsInOrder([INITIAL_WINDOW_SIZE, 0x8000_0000], [MAX_FRAME_SIZE, 1], [ENABLE_PUSH, 9]),
  );
  peer.expectConnectionError("FLOW_CONTROL_ERROR");
});

requirement(
  "Until the client has acknowledged a smaller window, the initial one holds for it",
  () => {
    const peer = new Peer("server", { streamWindowBytes: 1000 });
    peer.sendText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    peer.send(settings(), headers(1), data(1, 60_00));
    peer.rest();
    peer.hears("headers 1", `data 1 ${"x".repeat(6000)}`);
  },
);

requirement("A peer that does not acknowledge our SETTINGS in time gets SETTINGS_TIMEOUT", () => {
  for (const role of ["server", "client"] as const) {
    const peer = new Peer(role, { settingsTimeoutMs: 3000 });
    if (role === "server") peer.sendText(clientPreface);
    peer.send(settings());
    peer.rest();
    peer.wait(2999);
    peer.expectAlive();
    peer.wait(1);
    peer.expectConnectionError("SETTINGS_TIMEOUT");
  }
});

requirement("A peer that acknowledges in time may be silent after that", () => {
  const peer = playClient({ settingsTimeoutMs: 3000 });
  peer.wait(60_000);
  peer.expectAlive();
});

requirement("SETTINGS that come while a message is being encoded are acknowledged after it", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], false);
  const out = peer.stream(1).beginMessage();
  peer.send(settings());
  out?.append(new TextEncoder().encode("abc"));
  peer.stream(1).commitMessage(true);
  peer.expect(headers(1, response), data(1, "abc", end), settingsAck());
});

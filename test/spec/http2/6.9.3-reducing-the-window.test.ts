// RFC 9113 §6.9.3: a receiver that asks for less must take what was sent before its wish arrived.

import {
  clientPreface,
  data,
  end,
  headers,
  Peer,
  requirement,
  rstStream,
  settings,
  settingsAck,
} from "../dialogue/index.js";

requirement("Data sent before the smaller window was acknowledged is received", () => {
  const peer = new Peer("server", { streamWindowBytes: 10 });
  peer.sendText(clientPreface);
  peer.send(settings(), headers(1), data(1, "more than ten octets", end));
  peer.rest();
  peer.hears("headers 1", "data 1 more than ten octets end");
});

requirement("After it was acknowledged the smaller window holds, for older streams too", () => {
  const peer = new Peer("server", { streamWindowBytes: 10 });
  peer.app.consumes = false;
  peer.sendText(clientPreface);
  peer.send(settings(), headers(1), settingsAck());
  peer.rest();
  peer.send(data(1, "more than ten octets", end));
  peer.expect(rstStream(1, "FLOW_CONTROL_ERROR"));
});

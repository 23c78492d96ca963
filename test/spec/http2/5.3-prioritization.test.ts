// RFC 9113 §5.3: the old scheme of priorities is gone; its signals are read and mean nothing. So do those
// of RFC 9218, which are a frame type and a field that this engine does not know.

import assert from "node:assert/strict";
import {
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  playClient,
  playServer,
  priority,
  request,
  requestWith,
  requirement,
  response,
  rstStream,
  uint32,
} from "../dialogue/index.js";

requirement("PRIORITY and the priority fields of HEADERS change nothing", () => {
  const peer = playClient();
  const prioritised = frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM | Flag.PRIORITY, 3, [
    ...uint32(0x8000_0001),
    255,
    ...literalBlock(request),
  ]);
  peer.send(headers(1, request, end), prioritised, priority(1, 3, 200), priority(1, 7));
  peer.hears("headers 1 end", "headers 3 end");
  for (const id of [1, 3]) {
    peer.stream(id).sendHeaders([response], true);
    peer.expect(headers(id, response, end));
  }
});

requirement("PRIORITY_UPDATE of RFC 9218 is ignored as an unknown frame", () => {
  const peer = playClient();
  peer.send(frame(0x10, 0, 0, [...uint32(1), ...new TextEncoder().encode("u=1")]));
  peer.send(headers(1, requestWith("priority", "u=1, i"), end));
  peer.hears("headers 1 end");
  peer.expectAlive();
});

requirement("A stream that depends on itself is still refused, as RFC 7540 §5.3.1 has it", () => {
  const peer = playClient();
  peer.send(headers(1), priority(1, 1));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.hears("headers 1", "reset 1 PROTOCOL_ERROR");
});

requirement("A client sends no priorities", () => {
  const peer = playServer();
  peer.connection.openStream(null)?.sendHeaders([request], true);
  const { flags } = peer.expectFrame(headers(1, request, end));
  assert.equal(flags & Flag.PRIORITY, 0);
});

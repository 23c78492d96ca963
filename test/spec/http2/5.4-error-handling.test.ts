// RFC 9113 §5.4: errors of the connection and errors of one stream.

import assert from "node:assert/strict";
import {
  bulkRequirement,
  data,
  end,
  frame,
  goAway,
  headers,
  ping,
  playClient,
  request,
  requirement,
  response,
  rstStream,
  trailers,
  windowUpdate,
} from "../dialogue/index.js";

requirement(
  "§5.4.1: a connection error sends GOAWAY with the last stream that was received",
  () => {
    const peer = playClient();
    peer.send(headers(1, request, end), headers(7), data(0, "abc"));
    peer.expect(goAway("PROTOCOL_ERROR", 7));
    assert.ok(peer.connection.isDead);
  },
);

requirement("§5.4.1: a connection error says in its GOAWAY what was wrong", () => {
  const peer = playClient();
  peer.send(data(0, "abc"));
  const { meaning } = peer.expectFrame(goAway("PROTOCOL_ERROR", 0));
  assert.match(String(meaning.debugText), /DATA on stream 0/);
});

requirement(
  "§5.4.1: after a connection error every stream is over and nothing is looked at",
  () => {
    const peer = playClient();
    peer.send(headers(1), headers(3, request, end));
    peer.sendTogether(data(0, "abc"), headers(5), data(1, "abc"));
    peer.expect(goAway("PROTOCOL_ERROR", 3));
    peer.hears(
      "headers 1",
      "headers 3 end",
      "reset 1 PROTOCOL_ERROR",
      "reset 3 PROTOCOL_ERROR",
      "closed PROTOCOL_ERROR",
    );
    peer.stream(3).sendHeaders([response], true);
    peer.send(headers(7), ping());
    peer.expectNothing();
  },
);

requirement("§5.4: one connection error is reported, the first", () => {
  const peer = playClient();
  peer.sendTogether(data(0, "abc"), frame("SETTINGS", 0, 0, [1]));
  peer.expectConnectionError("PROTOCOL_ERROR");
});

requirement("§5.4.2: a stream error resets that stream and leaves others alone", () => {
  const peer = playClient();
  peer.send(headers(1), headers(3, request, end), windowUpdate(1, 0));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.stream(3).sendHeaders([response], true);
  peer.expect(headers(3, response, end));
  peer.hears("headers 1", "headers 3 end", "reset 1 PROTOCOL_ERROR");
});

requirement("§5.4.2: a stream is reset once, whatever else is wrong with it", () => {
  const peer = playClient();
  peer.send(
    headers(1),
    windowUpdate(1, 0),
    windowUpdate(1, 0),
    data(1, "abc"),
    headers(1, trailers, end),
  );
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.stream(1).reset(8);
  peer.expectNothing();
});

requirement("§5.4.2: RST_STREAM is never the answer to RST_STREAM", () => {
  const peer = playClient();
  peer.send(
    headers(1),
    rstStream(1, "PROTOCOL_ERROR"),
    rstStream(1),
    rstStream(1, "STREAM_CLOSED"),
  );
  peer.send(headers(3));
  peer.stream(3).reset(8);
  peer.expect(rstStream(3, "CANCEL"));
  peer.send(rstStream(3));
  peer.expectNothing();
});

bulkRequirement(
  "§5.4.2: data on a stream that we reset still counts for the connection's window",
  () => {
    const peer = playClient();
    let returned = 0;
    for (const id of [1, 3, 5, 7]) {
      peer.send(headers(id));
      peer.stream(id).reset(8);
      peer.expect(rstStream(id, "CANCEL"));
    }
    for (const id of [1, 3, 5, 7]) {
      for (let sent = 0; sent < 1_000_000; sent += 16_000) peer.send(data(id, 16_000));
    }
    for (const { type, streamId, meaning } of peer.rest()) {
      assert.equal(streamId, 0);
      // Among them is a PING that measures the connection.
      if (type === 8) returned += Number(meaning.increment);
    }
    assert.ok(returned >= 2_000_000, `${returned} octets of credit came back`);
  },
);

bulkRequirement(
  "§5.4.2: data on a stream that we reset is an error beyond what its window lets through",
  () => {
    const peer = playClient();
    peer.send(headers(1));
    peer.stream(1).reset(8);
    for (let sent = 0; sent < 64; sent++) peer.send(data(1, 16_384));
    assert.equal(peer.connection.isDead, false);
    peer.rest();
    peer.send(data(1, 1));
    peer.expectConnectionError("FLOW_CONTROL_ERROR");
  },
);

bulkRequirement(
  "§5.4.2: data on a stream that was refused is borne as far as its window goes",
  () => {
    const peer = playClient({ maxConcurrentStreams: 1 });
    peer.send(headers(1), headers(3));
    peer.expect(rstStream(3, "REFUSED_STREAM"));
    for (let sent = 0; sent < 64; sent++) peer.send(data(3, 16_384));
    assert.equal(peer.connection.isDead, false);
    peer.rest();
    peer.send(data(3, 1));
    peer.expectConnectionError("FLOW_CONTROL_ERROR");
  },
);

requirement("§5.4.3: a transport that ends with streams open ends them", () => {
  const peer = playClient();
  peer.send(headers(1));
  peer.connection.transportClosed(null);
  peer.hears("headers 1", "reset 1 INTERNAL_ERROR", "closed INTERNAL_ERROR");
});

requirement("§5.4.3: a transport that ends without streams is an end in order", () => {
  const peer = playClient();
  peer.connection.transportClosed(null);
  peer.hears("closed");
});

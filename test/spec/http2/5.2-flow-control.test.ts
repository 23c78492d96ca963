// RFC 9113 §5.2: flow control in principle; its numbers are in the cases of §6.9.

import assert from "node:assert/strict";
import {
  data,
  end,
  headers,
  playClient,
  request,
  requirement,
  response,
  rstStream,
  settings,
  settingsAck,
  trailers,
} from "../dialogue/index.js";

requirement("§5.2.1: a new stream and the connection begin with windows of 65,535 octets", () => {
  const peer = playClient();
  peer.send(headers(1, request, end));
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new Uint8Array(70_000), true);
  peer.expect(headers(1, response));
  const sent = peer.rest().reduce((sum, { payload }) => sum + payload.length, 0);
  assert.equal(sent, 65_535);
});

requirement(
  "§5.2.1: only DATA is subject to flow control: headers and trailers pass closed windows",
  () => {
    const peer = playClient();
    peer.send(settings({ INITIAL_WINDOW_SIZE: 0 }), headers(1, request, end));
    peer.expect(settingsAck());
    peer.stream(1).sendHeaders([response], false);
    peer.stream(1).sendTrailers([trailers]);
    peer.expect(headers(1, response), headers(1, trailers, end));
  },
);

requirement("A PING is answered and a reset sent while the windows are closed", () => {
  const peer = playClient();
  peer.send(settings({ INITIAL_WINDOW_SIZE: 0 }), headers(1, request, end));
  peer.expect(settingsAck());
  peer.stream(1).sendHeaders([response], false);
  peer.stream(1).enqueue(new Uint8Array(10), true);
  peer.expect(headers(1, response));
  peer.expectAlive();
  peer.stream(1).reset(8);
  peer.expect(rstStream(1, "CANCEL"));
});

requirement("A stream that waits for its own window does not hold up another", () => {
  const peer = playClient();
  peer.send(
    settings({ INITIAL_WINDOW_SIZE: 3 }),
    headers(1, request, end),
    headers(3, request, end),
  );
  peer.expect(settingsAck());
  for (const id of [1, 3]) peer.stream(id).sendHeaders([response], false);
  peer.rest();
  peer.stream(1).enqueue(new TextEncoder().encode("too long"), true);
  peer.stream(3).enqueue(new TextEncoder().encode("abc"), true);
  peer.expect(data(1, "too"), data(3, "abc", end));
});

requirement(
  "§5.2.2: a receiver gives credit back as bytes are used, so that a transfer never stalls",
  () => {
    const peer = playClient({ streamWindowBytes: 65_535 });
    peer.send(headers(1));
    let credit = 65_535;
    for (let sent = 0; sent < 300_000; sent += 10_000) {
      assert.ok(credit >= 10_000, `no credit is left after ${sent} octets`);
      peer.send(data(1, 10_000));
      credit -= 10_000;
      for (const { streamId, meaning } of peer.rest()) {
        if (streamId === 1) credit += Number(meaning.increment);
      }
    }
  },
);

requirement("A reader that uses nothing gets no more than its window", () => {
  const peer = playClient({ streamWindowBytes: 65_535 });
  peer.app.consumes = false;
  peer.send(headers(1), data(1, 16_000), data(1, 16_000), data(1, 16_000), data(1, 16_000));
  assert.ok(peer.rest().every(({ streamId }) => streamId === 0));
  peer.send(data(1, 2_000));
  peer.expect(rstStream(1, "FLOW_CONTROL_ERROR"));
});

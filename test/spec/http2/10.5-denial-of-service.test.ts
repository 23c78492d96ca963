// RFC 9113 §10.5: what an endpoint bounds, so that a peer cannot make it work or remember without end.

import assert from "node:assert/strict";
import {
  bulkRequirement,
  continuation,
  data,
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  openHeaders,
  ping,
  playClient,
  playServer,
  priority,
  request,
  requestWith,
  requirement,
  responseWith,
  rstStream,
  settings,
  windowUpdate,
} from "../dialogue/index.js";

const long = requestWith("x-long", "x".repeat(5000));

requirement(
  "§10.5.1: a header list past the limit is answered with 431, and the state kept",
  () => {
    const peer = playClient({ maxHeaderListBytes: 2000 });
    // The long block ends with a field that goes into the table, and the next refers to it.
    const inserts = [...literalBlock(long), 0x40, 1, 0x61, 1, 0x62];
    peer.send(frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 1, inserts));
    peer.expect(headers(1, [":status", "431"], end));
    const refers = [...literalBlock(request), 0xbe];
    peer.send(frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 3, refers));
    peer.hears("headers 3 end");
    assert.equal(peer.app.lastBlock?.get("a"), "b");
  },
);

requirement("§10.5.1: a response past the limit ends its stream and no other", () => {
  const peer = playServer({ maxHeaderListBytes: 2000 });
  peer.receivesRequest(end);
  peer.send(headers(1, responseWith("x-long", "x".repeat(5000)), end));
  peer.expect(rstStream(1, "ENHANCE_YOUR_CALM"));
  peer.expectAlive();
});

requirement(
  "§10.5.1: many small fields are bounded as well, though each costs an octet on the wire",
  () => {
    const peer = playClient();
    const indexed = new Array<number>(500).fill(0x90);
    peer.send(
      frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 1, [
        ...literalBlock(request),
        ...indexed,
      ]),
    );
    peer.expect(headers(1, [":status", "431"], end));
  },
);

requirement("§10.5.1: a list many times too large is not decoded to its end", () => {
  const peer = playClient();
  const indexed = new Array<number>(513).fill(0x90);
  peer.send(frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 1, indexed));
  peer.expectConnectionError("ENHANCE_YOUR_CALM");
});

requirement("§10.5.1: a block that never ends is an error ENHANCE_YOUR_CALM", () => {
  const peer = playClient();
  peer.send(openHeaders(1, literalBlock(request)));
  for (let count = 0; count < 20 && !peer.connection.isDead; count++) {
    peer.send(continuation(1, literalBlock(["a", "b"])));
  }
  peer.expectConnectionError("ENHANCE_YOUR_CALM");
});

requirement("§10.5.1: a block that never ends in empty frames is the same error", () => {
  const peer = playClient();
  peer.send(openHeaders(1, literalBlock(request)));
  for (let count = 0; count < 20 && !peer.connection.isDead; count++) {
    peer.send(continuation(1, new Uint8Array(0)));
  }
  peer.expectConnectionError("ENHANCE_YOUR_CALM");
});

requirement("§10.5.1: a block that grows past all bounds is the same error", () => {
  const peer = playClient({ maxHeaderListBytes: 4000 });
  peer.send(openHeaders(1, literalBlock(request)));
  peer.send(continuation(1, literalBlock(["a", "x".repeat(16_000)])));
  peer.expectConnectionError("ENHANCE_YOUR_CALM");
});

requirement("§10.5: a stream's slot is taken until what works for it has settled", () => {
  const peer = playClient({ maxConcurrentStreams: 2 });
  peer.send(headers(1), rstStream(1), headers(3), rstStream(3), headers(5));
  peer.expect(rstStream(5, "REFUSED_STREAM"));
  peer.stream(1).release();
  peer.send(headers(7));
  peer.hears("headers 1", "reset 1 CANCEL", "headers 3", "reset 3 CANCEL", "headers 7");
});

requirement(
  "§10.5: a header block that is not finished in time is an error ENHANCE_YOUR_CALM",
  () => {
    const peer = playClient({ headerTimeoutMs: 4000 });
    peer.send(openHeaders(1, literalBlock(request)));
    peer.wait(3999);
    peer.expectNothing();
    peer.wait(1);
    assert.ok(peer.connection.isDead);
    peer.rest();
  },
);

for (const [what, flood] of [
  ["RST_STREAM right after its request", (id: number) => [headers(id), rstStream(id)]],
  ["PING", () => [ping()]],
  ["SETTINGS", () => [settings()]],
  ["PRIORITY", (id: number) => [priority(id)]],
  ["WINDOW_UPDATE", () => [windowUpdate(0, 1)]],
  ["DATA without octets", () => [data(1, "")]],
  ["resets that the peer provokes", (id: number) => [headers(id), windowUpdate(id, 0)]],
] as const) {
  bulkRequirement(
    `§10.5: a flood of ${what} is an error ENHANCE_YOUR_CALM, in bounded time`,
    () => {
      const peer = playClient();
      peer.send(headers(1));
      let id = 1;
      for (let count = 0; count < 100_000 && !peer.connection.isDead; count++) {
        id += 2;
        peer.send(...flood(id));
        peer.stream(1);
        if (count % 100 === 0) {
          for (const stream of peer.app.streams.values()) if (stream.id !== 1) stream.release();
          peer.app.take();
        }
      }
      assert.ok(peer.connection.isDead, "the flood is let through");
      assert.equal(peer.rest().at(-1)?.meaning.error, "ENHANCE_YOUR_CALM");
    },
  );
}

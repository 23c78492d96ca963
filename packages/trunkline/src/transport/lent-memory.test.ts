// A connection gives the memory back that it was lent for output, also when nothing came of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stream } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { createMemoryPair, EndpointSession } from "./index.js";
import { quietSink } from "./sinks.testing.js";

const request = [[":method", "POST", ":scheme", "http", ":path", "/a/b"]];

const endings: Readonly<Record<string, (stream: Stream) => void>> = {
  "taken back": (stream) => {
    stream.beginMessage();
    stream.abortMessage();
  },
  "queued whole, because the window is closed": (stream) => {
    stream.beginMessage()!.append(new Uint8Array(100));
    stream.commitMessage(false);
  },
};

for (const [name, end] of Object.entries(endings)) {
  test(`EndpointSession.flush() gives the memory of a message back that was ${name}`, async () => {
    const clock = new VirtualClock();
    const [left, right] = createMemoryPair(clock);
    const createSink = () => quietSink({});
    const http2 = { streamWindowBytes: 100 };
    new EndpointSession("server", right, { clock, createSink, http2 });
    const session = new EndpointSession("client", left, { clock, createSink });
    const stream = session.connection.openStream(null)!;
    await clock.settle();
    stream.sendHeaders(request, false);
    stream.enqueue(new Uint8Array(100), false);
    await clock.settle();
    assert.equal(stream.sendWindow, 0);
    const { output } = session.connection;
    assert.equal(output.bytes.length, 0);
    end(stream);
    await clock.settle();
    assert.deepEqual([output.length, output.bytes.length], [0, 0]);
    session.destroy();
    await clock.settle();
  });
}

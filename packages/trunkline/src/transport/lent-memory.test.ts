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
  "committed to a stream that is closed by then": (stream) => {
    stream.beginMessage();
    stream.reset(8);
    stream.commitMessage(false);
  },
  "queued whole, because windows are closed": (stream) => {
    stream.beginMessage()!.append(new Uint8Array(100_000));
    stream.commitMessage(false);
  },
};

for (const [name, end] of Object.entries(endings)) {
  test(`EndpointSession.flush() gives the memory of a message back that was ${name}`, async () => {
    const clock = new VirtualClock();
    const [left, right] = createMemoryPair(clock);
    const createSink = () => quietSink({});
    new EndpointSession("server", right, { clock, createSink });
    const session = new EndpointSession("client", left, { clock, createSink });
    const stream = session.connection.openStream(null)!;
    stream.sendHeaders(request, false);
    await clock.settle();
    const { output } = session.connection;
    assert.equal(output.bytes.length, 0);
    end(stream);
    await clock.settle();
    assert.deepEqual([output.length, output.bytes.length], [0, 0]);
    session.destroy();
    await clock.settle();
  });
}

// A program for traced-endpoint.test.ts: two sessions in memory that greet each other and part.

import type { ConnectionSink } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { createMemoryPair, EndpointSession } from "./index.js";

const quiet: ConnectionSink = {
  onHeaders() {},
  onData() {},
  onTrailers() {},
  onReset() {},
  isResetFree: () => true,
  onPingAck() {},
  onWritable() {},
  onSettings() {},
  onCapacity() {},
  onIdle() {},
  onGoAway() {},
  onClosed() {},
};

const clock = new VirtualClock();
const [left, right] = createMemoryPair(clock);
new EndpointSession("server", right, { clock, createSink: () => quiet });
const client = new EndpointSession("client", left, { clock, createSink: () => quiet });
await clock.settle();
client.close();
await clock.settle();

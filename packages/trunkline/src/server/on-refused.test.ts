// A stranger cannot end a server by way of its hooks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMemoryPair } from "../transport/index.js";
import { ServerRig } from "./server-rig.testing.js";

/** Says something else than HTTP/2 to a server in memory. */
async function speakHttp1({ clock, server }: ServerRig): Promise<void> {
  const [near, far] = createMemoryPair(clock);
  near.open({ onBytes() {}, onWritten() {}, onPeerEnd: () => near.end(), onEnd() {} });
  server.accept(far);
  const request = new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n");
  near.write(request, request.length);
  await clock.settle();
  near.destroy();
  await clock.settle();
}

test("createServer({ onRefused }) that throws, now or later, is told to onError and ends nothing", async () => {
  const fault = new Error("no disk");
  const hooks = [
    () => {
      throw fault;
    },
    async () => {
      throw fault;
    },
  ];
  for (const onRefused of hooks) {
    const rig = new ServerRig({}, { onRefused });
    await speakHttp1(rig);
    assert.deepEqual(
      rig.reports.map(({ kind, error }) => [kind, error]),
      [["accept", fault]],
    );
    await rig.server.close({ graceMs: 0 });
  }
});

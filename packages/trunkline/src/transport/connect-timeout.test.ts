import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { describe, it } from "node:test";
import { VirtualClock } from "../testing/index.js";
import { connect, tls } from "./index.js";
import { quietSink } from "./sinks.testing.js";

/** A server that takes connections and says nothing; `connected` settles with the first. */
async function silentServer(): Promise<{
  server: Server;
  port: number;
  connected: Promise<unknown>;
}> {
  const server = createServer((socket) => socket.on("error", () => {}).resume());
  const connected = once(server, "connection");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port, connected };
}

function attempt(clock: VirtualClock, port: number, connectTimeoutMs?: number): Promise<string> {
  const options = { clock, createSink: () => quietSink({}), credentials: tls(), connectTimeoutMs };
  return connect({ kind: "tcp", host: "127.0.0.1", port }, options).then(
    () => "connected",
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );
}

describe("connect()", () => {
  it("gives up a server that does not answer in time, after 20 s where none was said", async () => {
    for (const [given, seconds] of [
      [undefined, 20],
      [1_500, 1.5],
    ] as const) {
      const { server, port, connected } = await silentServer();
      const clock = new VirtualClock();
      const outcome = attempt(clock, port, given);
      await connected;
      await clock.advance(seconds * 1_000 - 10);
      assert.equal(clock.armedTimers, 1);
      await clock.advance(20);
      const wanted = `ETIMEDOUT: Cannot connect to "127.0.0.1:${port}": no answer within ${seconds} s`;
      assert.equal(await outcome, wanted);
      assert.equal(clock.armedTimers, 0);
      server.close();
    }
  });

  it("leaves no timer behind where it fails otherwise", async () => {
    const { server, port } = await silentServer();
    await new Promise((resolve) => server.close(resolve));
    const clock = new VirtualClock();
    assert.match(await attempt(clock, port), /ECONNREFUSED/);
    assert.equal(clock.armedTimers, 0);
  });

  it("refuses a time that is none", async () => {
    for (const wrong of [0, -1, Number.NaN, "5" as never]) {
      assert.match(await attempt(new VirtualClock(), 1, wrong), /expected connectTimeoutMs to be/);
    }
  });
});

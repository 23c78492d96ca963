// Keepalive against peers of other makes, over sockets and in real time.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { Client, connectivityState, credentials } from "@grpc/grpc-js";
import { createServer } from "trunkline";

const FOREVER = Infinity;

test("a grpc-js client that asks too often is told too_many_pings", async () => {
  await using server = createServer();
  const target = await server.listen("127.0.0.1:0");
  const client = new Client(target, credentials.createInsecure(), {
    "grpc.keepalive_time_ms": 2,
    "grpc.keepalive_permit_without_calls": 1,
  });
  const channel = client.getChannel();
  await new Promise<void>((resolve, reject) => {
    client.waitForReady(FOREVER, (error) => (error === undefined ? resolve() : reject(error)));
  });
  if (channel.getConnectivityState(false) === connectivityState.READY) {
    await new Promise<void>((resolve) => {
      channel.watchConnectivityState(connectivityState.READY, FOREVER, () => resolve());
    });
  }
  // It may have come back and done so again by now.
  assert.ok(server.stats.abusiveConnections >= 1);
  client.close();
});

test("a server drops a client that is there and answers nothing", async () => {
  await using server = createServer({ keepalive: { timeMs: 20, timeoutMs: 20 } });
  const target = await server.listen("127.0.0.1:0");
  const socket = connect(Number(target.split(":")[1]), "127.0.0.1");
  // A preface, empty SETTINGS, their acknowledgement, and not a word more.
  socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  socket.write(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0));
  socket.resume();
  await once(socket, "end");
  assert.equal(server.stats.connectionsFailed, 0);
  socket.destroy();
});

// One server on several targets: TCP, TLS and a unix socket, served alike and closed together.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import {
  type Channel,
  createChannel,
  createClient,
  createServer,
  Status,
  StatusError,
  tls,
} from "trunkline";
import { EMPTY, Probe } from "./probe.testing.js";

const folder = mkdtempSync(join(tmpdir(), "trunkline-listeners-"));
after(() => rmSync(folder, { recursive: true }));

test("a server on TCP, TLS and a unix socket serves each, and closes all of them", async () => {
  const authority = createAuthority("Authority of this test");
  const path = join(folder, "server.sock");
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let running = 0;
  let onAllRunning = (): void => {};
  const allRunning = new Promise<void>((resolve) => {
    onAllRunning = resolve;
  });
  const server = createServer();
  server.addService(Probe, {
    async probe() {
      if (++running === 3) onAllRunning();
      await held;
      return EMPTY;
    },
  });
  const plain = await server.listen("127.0.0.1:0");
  const secured = await server.listen("127.0.0.1:0", { credentials: tls(authority.issue()) });
  const unix = await server.listen(`unix:${path}`);
  assert.equal(unix, `unix:${path}`);
  assert.equal(existsSync(path), true);
  const channels: Channel[] = [
    createChannel(plain),
    createChannel(secured.replace("127.0.0.1", "localhost"), {
      credentials: tls({ ca: authority.cert }),
    }),
    createChannel(unix),
  ];
  const clients = channels.map((channel) => createClient(Probe, channel));
  const calls = clients.map((client) => client.probe({}));
  await allRunning;
  assert.equal(server.connectionCount, 3);
  const closed = server.close({ graceMs: 60_000 });
  // Calls under way are answered on every target, and new ones are taken on none.
  const refused = await Promise.all(
    channels.map(({ target }, at) => {
      const fresh = createChannel(
        target,
        at === 1 ? { credentials: tls({ ca: authority.cert }) } : {},
      );
      return createClient(Probe, fresh)
        .probe({})
        .catch((error: unknown) => error)
        .finally(() => fresh.close());
    }),
  );
  for (const error of refused) {
    assert.ok(StatusError.is(error));
    assert.equal(error.code, Status.UNAVAILABLE);
    assert.match(error.message, /^Cannot reach ".*ECONNREFUSED|^Cannot reach ".*ENOENT/);
  }
  release();
  assert.deepEqual(await Promise.all(calls), [EMPTY, EMPTY, EMPTY]);
  await closed;
  assert.equal(server.connectionCount, 0);
  assert.equal(existsSync(path), false);
  assert.equal(server.stats.callsCompleted, 3);
  await Promise.all(channels.map((channel) => channel.close()));
});

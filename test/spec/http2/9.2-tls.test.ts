// RFC 9113 §3.2 and §9.2 to §9.2.3: HTTP/2 over TLS, with sockets on loopback and Node's own TLS at the
// other end. What transport/ makes of each failure, in words, is tested there.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ConnectionOptions,
  connect as connectTls,
  createServer,
  type TLSSocket,
} from "node:tls";
import { createAuthority } from "@trunkline/scripts/certificates";
import { tls } from "trunkline";
import { connect, eventLoop, listen, type Session } from "trunkline/http2";
import { Application } from "../dialogue/application.js";
import { clientPreface, encodeFrame, settings } from "../dialogue/index.js";

const authority = createAuthority("Authority of the specification");
const { key, cert } = authority.issue({ names: ["localhost"] });
const loopback = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;

/** Listens with our TLS while `use` runs. */
async function withListener(use: (port: number) => Promise<void>): Promise<void> {
  const sessions = new Set<Session>();
  const listener = await listen(loopback, {
    clock: eventLoop,
    credentials: tls({ key, cert }),
    createSink(session) {
      sessions.add(session);
      return new Application();
    },
  });
  try {
    await use(Number(listener.target.split(":")[1]));
  } finally {
    for (const session of sessions) session.destroy();
    await listener.close();
  }
}

/**
 * What a client of these options meets with: the first bytes of the server once it has sent its own
 * preface, or null when the connection comes to nothing.
 */
function firstBytes(port: number, options: ConnectionOptions): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const socket = connectTls({
      port,
      host: "127.0.0.1",
      servername: "localhost",
      ca: authority.cert,
      ALPNProtocols: ["h2"],
      ...options,
    });
    const settle = (bytes: Uint8Array | null): void => {
      socket.destroy();
      resolve(bytes);
    };
    socket.once("secureConnect", () => {
      socket.write(Buffer.concat([Buffer.from(clientPreface), encodeFrame(settings())]));
    });
    socket.once("data", (bytes) => settle(bytes));
    socket.once("error", () => settle(null));
    socket.once("close", () => settle(null));
  });
}

const isSettings = (bytes: Uint8Array | null): boolean => bytes?.[3] === 4;

test("§3.2: HTTP/2 is agreed on by ALPN as h2, and both sides then send their prefaces", async () => {
  await withListener(async (port) => {
    assert.ok(isSettings(await firstBytes(port, {})));
    assert.ok(isSettings(await firstBytes(port, { ALPNProtocols: ["http/1.1", "h2"] })));
  });
});

test("§3.2: a client that does not offer h2 is not served; h2c is not for TLS", async () => {
  await withListener(async (port) => {
    for (const protocols of [[], ["http/1.1"], ["h2c"]]) {
      assert.equal(await firstBytes(port, { ALPNProtocols: protocols }), null, protocols.join());
    }
  });
});

for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
  test(`§9.2: ${version} is spoken`, async () => {
    await withListener(async (port) => {
      const options = { minVersion: version, maxVersion: version };
      assert.ok(isSettings(await firstBytes(port, options)));
    });
  });
}

test("§9.2: versions below TLS 1.2 are refused", async () => {
  await withListener(async (port) => {
    for (const version of ["TLSv1", "TLSv1.1"] as const) {
      const old = { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" };
      assert.equal(await firstBytes(port, old), null, version);
    }
  });
});

test("§9.2, §3.2: a client names the server, offers h2 alone, and speaks once h2 is agreed on", async () => {
  const seen = withResolvers();
  const server = createServer({ key, cert, ALPNProtocols: ["h2"] }, (socket: TLSSocket) => {
    socket.once("data", (bytes) => {
      const preface = bytes.subarray(0, clientPreface.length).toString("latin1");
      seen.resolve([
        (socket as { servername?: string }).servername,
        socket.alpnProtocol,
        preface,
        socket.getProtocol(),
      ]);
      socket.destroy();
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const session = await connect(
    { ...loopback, port },
    {
      clock: eventLoop,
      createSink: () => new Application(),
      credentials: tls({ ca: authority.cert }),
      serverName: "localhost",
    },
  );
  const [name, protocol, preface, version] = await seen.promise;
  session.destroy();
  server.close();
  assert.deepEqual([name, protocol, preface], ["localhost", "h2", clientPreface]);
  assert.ok(version === "TLSv1.3" || version === "TLSv1.2");
});

test("§3.2: a client does not speak HTTP/2 to a server that has not chosen h2", async () => {
  const server = createServer({ key, cert });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const attempt = connect(
    { ...loopback, port },
    {
      clock: eventLoop,
      createSink: () => new Application(),
      credentials: tls({ ca: authority.cert }),
      serverName: "localhost",
    },
  );
  await assert.rejects(attempt, /HTTP\/2/);
  server.close();
});

test("§9.2.1: a client that renegotiates in TLS 1.2 loses the connection", async () => {
  await withListener(async (port) => {
    const socket = connectTls({
      port,
      host: "127.0.0.1",
      servername: "localhost",
      ca: authority.cert,
      ALPNProtocols: ["h2"],
      maxVersion: "TLSv1.2",
    });
    const failed = new Promise<boolean>((resolve) => {
      socket.once("error", () => resolve(true));
      socket.once("close", () => resolve(true));
      socket.once("secureConnect", () => {
        socket.renegotiate({}, (error) => resolve(error !== null));
      });
    });
    assert.equal(await failed, true);
    socket.destroy();
  });
});

for (const cipher of [
  "ECDHE-ECDSA-AES128-SHA",
  "ECDHE-ECDSA-AES256-SHA384",
  "ECDHE-ECDSA-AES128-SHA256",
]) {
  test(`§9.2.2: the prohibited cipher suite ${cipher} is refused`, async () => {
    await withListener(async (port) => {
      assert.equal(await firstBytes(port, { maxVersion: "TLSv1.2", ciphers: cipher }), null);
    });
  });
}

test("§9.2.2: ECDHE with AES_128_GCM_SHA256 on P-256 is spoken", async () => {
  await withListener(async (port) => {
    const options = {
      maxVersion: "TLSv1.2" as const,
      ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256",
      ecdhCurve: "prime256v1",
    };
    assert.ok(isSettings(await firstBytes(port, options)));
  });
});

interface Resolvers {
  readonly promise: Promise<readonly unknown[]>;
  readonly resolve: (value: readonly unknown[]) => void;
}

function withResolvers(): Resolvers {
  let resolve: Resolvers["resolve"] = () => {};
  const promise = new Promise<readonly unknown[]>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

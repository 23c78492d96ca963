import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  type ConnectionOptions,
  connect as connectTls,
  createServer as createTlsServer,
} from "node:tls";
import { createAuthority } from "@trunkline/scripts/certificates";
import type { ListenerOptions, Refusal, TlsCredentials, TlsOptions } from "./index.js";
import { connect, eventLoop, insecure, listen, type Session, TlsError, tls } from "./index.js";
import { quietSink } from "./sinks.testing.js";

const authority = createAuthority("Authority of this test");
const stranger = createAuthority("Authority of nobody");
const issued = authority.issue();
const loopback = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;

describe("tls()", () => {
  it("rejects what cannot be used, in a sentence that says what is expected", () => {
    const { key, cert } = issued;
    const wrong: readonly [options: unknown, message: RegExp][] = [
      [null, /^Cannot use tls\(\): expected options, not null$/],
      [{ key }, /^Cannot use tls\(\{ key \}\): expected cert beside it$/],
      [{ cert }, /^Cannot use tls\(\{ cert \}\): expected key beside it$/],
      [
        { key: "server.key", cert },
        /key \}\): expected the contents of a PEM file .* not its path/,
      ],
      [{ key: cert, cert }, /key \}\): expected a private key/],
      [{ key, cert: key }, /cert \}\): expected a certificate$/],
      [{ key, cert: authority.issue().cert }, /the key is not that of the certificate$/],
      [{ ca: [] }, /ca \}\): expected at least one certificate$/],
      [{ ca: 5 }, /ca \}\): expected at least one certificate$/],
      [{ ca: "/etc/ca.pem" }, /ca \}\): expected the contents of a PEM file/],
      [
        { minVersion: "TLSv1.1" },
        /minVersion: "TLSv1.1" \}\): expected "TLSv1.2" or "TLSv1.3" \(RFC/,
      ],
      [{ clientCertificate: "required" }, /expected ca too, the authorities that sign/],
      [{ clientCertificate: true, ca: cert }, /expected "none" or "optional" or "required"$/],
      [{ serverName: "" }, /serverName \}\): expected a host name$/],
      [{ verifyServer: "no" as never }, /verifyServer \}\): expected true or false$/],
    ];
    for (const [options, message] of wrong) {
      assert.throws(() => tls(options as TlsOptions), { message });
    }
  });

  it("takes PEM as text or bytes, several authorities, and an encrypted key", () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    tls({ key: bytes(issued.key), cert: bytes(issued.cert), ca: [authority.cert, stranger.cert] });
    tls();
  });

  it("is not for a server without a key", () => {
    assert.throws(() => tls({ ca: authority.cert }).serverOptions('Cannot listen on "x"'), {
      name: "TypeError",
      message: /^Cannot listen on "x": expected a key and a certificate, .*tls\(\{ key, cert \}\)$/,
    });
  });

  it("shows nothing of the key when it is printed", () => {
    assert.equal(JSON.stringify(tls(issued)), '{"kind":"tls"}');
  });
});

/** Connects once to a listener, and says how it went at either end. */
async function meet(
  serve: TlsCredentials | undefined,
  use: TlsCredentials | undefined,
  serverName = "localhost",
): Promise<{ session: Session | null; error: TlsError; refusals: string[] }> {
  const refusals: string[] = [];
  const { promise: refused, resolve: onRefusal } = withResolvers<void>();
  const { promise: answered, resolve: onAnswer } = withResolvers<void>();
  const { promise: closed, resolve: onClosed } = withResolvers<void>();
  const listener = await listen(loopback, {
    clock: eventLoop,
    createSink: () => quietSink({ onClosed: () => onClosed() }),
    credentials: serve,
    onRefused(refusal: Refusal) {
      refusals.push(refusal.error.message.replace(/127\.0\.0\.1:\d+/, "A"));
      onRefusal();
    },
  });
  const port = Number(listener.target.split(":")[1]);
  try {
    const session = await connect(
      { ...loopback, port },
      {
        clock: eventLoop,
        createSink: () => quietSink({ onSettings: () => onAnswer() }),
        credentials: use,
        serverName,
      },
    );
    await answered;
    session.destroy();
    await closed;
    return { session, error: new TlsError("", ""), refusals };
  } catch (error) {
    // A server that has sent its whole part of the handshake hears of the end a little later.
    if (serve !== undefined) await refused;
    return { session: null, error: error as TlsError, refusals };
  } finally {
    await listener.close();
  }
}

describe("connect() and listen() with TLS", () => {
  const client = tls({ ca: authority.cert });

  it("secure the connection of a client that knows the authority and the name", async () => {
    for (const name of ["localhost", "127.0.0.1"]) {
      const { session, refusals } = await meet(tls(issued), client, name);
      assert.notEqual(session, null, name);
      assert.deepEqual(refusals, []);
    }
  });

  it("take the certificate of anybody where verifyServer is false", async () => {
    const careless = tls({ verifyServer: false });
    const other = tls(stranger.issue({ names: ["other.example"] }));
    assert.notEqual((await meet(other, careless)).session, null);
    assert.equal((await meet(other, tls({ verifyServer: true }))).session, null);
  });

  it("say which mistake it is, and what to do", async () => {
    const past = new Date(Date.now() - 86_400_000);
    const future = new Date(Date.now() + 86_400_000);
    const nobody = tls({ ca: stranger.cert });
    const cases: readonly [TlsCredentials | undefined, TlsCredentials, RegExp, RegExp][] = [
      [undefined, client, /speaks no TLS$/, /plaintext server\? .*insecure\(\)/],
      [
        tls(authority.issue({ names: ["a.test"] })),
        client,
        /for a\.test, not for "localhost"$/,
        /tls\(\{ serverName \}\)/,
      ],
      [tls(issued), nobody, /that no known authority has signed$/, /tls\(\{ ca \}\)/],
      [tls(issued), tls(), /that no known authority has signed$/, /tls\(\{ ca \}\)/],
      [tls(authority.issue({ notAfter: past })), client, /that has expired$/, /renew it/],
      [tls(authority.issue({ notBefore: future })), client, /that is not valid yet$/, /clock/],
    ];
    for (const [serve, use, message, advice] of cases) {
      const { error, refusals } = await meet(serve, use);
      assert.ok(error instanceof TlsError, String(error));
      assert.match(error.message, message);
      assert.match(error.message, /^127\.0\.0\.1:\d+ /);
      assert.match(error.advice, advice);
      if (serve !== undefined)
        assert.match(refusals.join(), /^The client at A ended the connection/);
    }
  });

  it("do not speak to a server that does not agree to HTTP/2", async () => {
    for (const protocols of [[], ["http/1.1"]]) {
      // A server that is asked for none of its own refuses; one without ALPN does not care.
      const server = createTlsServer({
        key: issued.key,
        cert: issued.cert,
        ALPNProtocols: protocols,
      });
      server.on("tlsClientError", () => {});
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const connecting = connect(
        { ...loopback, port },
        {
          clock: eventLoop,
          createSink: () => quietSink({}),
          credentials: client,
          serverName: "localhost",
        },
      );
      await assert.rejects(connecting, /HTTP\/2 .*\("h2" by ALPN\)$/, protocols.join());
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("check the name that the credentials say in place of the target's", async () => {
    const other = tls(authority.issue({ names: ["a.test"] }));
    const named = tls({ ca: authority.cert, serverName: "a.test" });
    const { session } = await meet(other, named, named.serverNameFor("localhost"));
    assert.notEqual(session, null);
  });
});

/** Connects with Node's own client, and resolves with what the listener said of it. */
async function refusalOf(
  serve: TlsCredentials,
  options: ConnectionOptions | string,
): Promise<string> {
  const { promise, resolve } = withResolvers<string>();
  const listener = await listen(loopback, {
    clock: eventLoop,
    createSink: () => {
      resolve("served");
      return quietSink({});
    },
    credentials: serve,
    onRefused: ({ kind, error }) =>
      resolve(`${kind}: ${error.message.replace(/\d[\d.]+:\d+/, "A")}`),
  });
  const port = Number(listener.target.split(":")[1]);
  const socket =
    typeof options === "string"
      ? connectSocket(port, "127.0.0.1", () => socket.write(options))
      : connectTls({ port, host: "127.0.0.1", ca: authority.cert, ...options });
  socket.on("error", () => {});
  const said = await promise;
  socket.destroy();
  await listener.close();
  return said;
}

describe("listen() with TLS", () => {
  const h2: ConnectionOptions = { ALPNProtocols: ["h2"] };

  it("serves no client but one that speaks HTTP/2 by ALPN, over TLS 1.2 with ECDHE and GCM at least", async () => {
    const serve = tls(issued);
    assert.equal(await refusalOf(serve, h2), "served");
    assert.equal(await refusalOf(serve, { ...h2, maxVersion: "TLSv1.2" }), "served");
    assert.match(await refusalOf(serve, {}), /^handshake: The client at A did not ask for HTTP\/2/);
    const cases: readonly [ConnectionOptions | string, RegExp][] = [
      [{ ALPNProtocols: ["http/1.1"] }, /does not offer HTTP\/2/],
      ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", /speaks no TLS/],
      ["GET / HTTP/1.1\r\n\r\n", /speaks no TLS, but HTTP/],
      [
        { ...h2, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" },
        /no cipher that HTTP/,
      ],
      [
        { ...h2, minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
        /no version of TLS/,
      ],
    ];
    for (const [options, said] of cases) assert.match(await refusalOf(serve, options), said);
    const newest = tls({ ...issued, minVersion: "TLSv1.3" });
    assert.match(await refusalOf(newest, { ...h2, maxVersion: "TLSv1.2" }), /no version of TLS/);
  });

  it("lets clients in by their certificates", async () => {
    const required = tls({ ...issued, ca: authority.cert, clientCertificate: "required" });
    const optional = tls({ ...issued, ca: authority.cert, clientCertificate: "optional" });
    const good = { ...h2, ...authority.issue() };
    const bad = { ...h2, ...stranger.issue() };
    assert.equal(await refusalOf(required, good), "served");
    assert.match(await refusalOf(required, h2), /showed no certificate$/);
    assert.match(
      await refusalOf(required, bad),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
    );
    assert.equal(await refusalOf(optional, good), "served");
    assert.equal(await refusalOf(optional, h2), "served");
    assert.match(
      await refusalOf(optional, bad),
      /not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
    );
  });

  it("waits for the handshake no longer than handshakeTimeoutMs", async () => {
    const { promise: refused, resolve } = withResolvers<Refusal>();
    const options: ListenerOptions = {
      clock: eventLoop,
      createSink: () => quietSink({}),
      http2: { handshakeTimeoutMs: 1 },
      credentials: tls(issued),
      onRefused: resolve,
    };
    const listener = await listen(loopback, options);
    const socket = connectSocket(Number(listener.target.split(":")[1]), "127.0.0.1");
    const { promise: closed, resolve: onClosed } = withResolvers<void>();
    socket.on("close", () => onClosed()).resume();
    assert.match((await refused).error.message, /took too long for the TLS handshake$/);
    await closed;
    await listener.close();
  });
});

describe("SSLKEYLOGFILE", () => {
  it("makes both ends write the secrets of a connection to the file", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "keys.log");
    process.env.SSLKEYLOGFILE = file;
    try {
      await meet(tls(issued), tls({ ca: authority.cert }));
    } finally {
      delete process.env.SSLKEYLOGFILE;
    }
    const secrets = readFileSync(file, "utf8").match(/^CLIENT_TRAFFIC_SECRET_0 .*$/gm) ?? [];
    // The same line from either end.
    assert.equal(secrets.length, 2);
    assert.equal(secrets[0], secrets[1]);
  });
});

describe("insecure()", () => {
  it("is of another kind", () => {
    assert.equal(insecure().kind, "insecure");
  });
});

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

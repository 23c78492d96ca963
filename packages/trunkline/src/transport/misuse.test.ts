// Wrong arguments of listen() and connect(): a rejection with one sentence, before any socket is made.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createAuthority } from "@trunkline/scripts/certificates";
import { eventLoop } from "./event-loop.js";
import type { Address, ConnectOptions, ListenerOptions } from "./index.js";
import { connect, insecure, listen, tls } from "./index.js";
import { quietSink } from "./sinks.testing.js";

const loopback: Address = { kind: "tcp", host: "127.0.0.1", port: 0 };
const everywhere: Address = { kind: "tcp", host: "0.0.0.0", port: 0 };
const good: ListenerOptions = { clock: eventLoop, createSink: () => quietSink({}) };
const secured = tls(createAuthority().issue());

type Wrong = readonly [options: unknown, name: string, message: RegExp];

/** What is wrong for either of the two. */
const wrongOptions: readonly Wrong[] = [
  [undefined, "TypeError", /^Cannot read the options: expected an object and not a value of type/],
  [null, "TypeError", /^Cannot read the options: expected an object and not null$/],
  [{ clock: eventLoop }, "TypeError", /^Cannot set createSink to undefined: expected a function$/],
  [
    { createSink: good.createSink },
    "TypeError",
    /^Cannot set clock: expected a Clock, such as eve/,
  ],
  [{ ...good, clock: { nowMs() {} } }, "TypeError", /^Cannot set clock: expected a Clock/],
  [
    { ...good, http2: 5 },
    "TypeError",
    /^Cannot read the options: expected an object and not a val/,
  ],
  [
    { ...good, http2: { maxConcurrentStreams: -1 } },
    "RangeError",
    /^Cannot set maxConcurrentStreams to -1: expected a whole number from 1 to 4294967295$/,
  ],
  [{ ...good, http2: { handshakeTimeoutMs: "5" } }, "RangeError", /^Cannot set handshakeTimeoutMs/],
  [
    { ...good, http2: { maxConcurentStreams: 5 } },
    "TypeError",
    /^Cannot set maxConcurentStreams: http2 has .*; did you mean "maxConcurrentStreams"\?$/,
  ],
  [{ ...good, credential: insecure() }, "TypeError", /; did you mean "credentials"\?$/],
  [{ ...good, tls: secured }, "TypeError", /^Cannot set tls: .*; expected one of .*credentials/],
  [
    { ...good, credentials: { key: "x", cert: "y" } },
    "TypeError",
    /^Cannot .*127\.0\.0\.1.*: expected credentials made by tls\(\) or insecure\(\)$/,
  ],
];

const wrongAddresses: readonly Wrong[] = [
  [
    "127.0.0.1:50051",
    "TypeError",
    /"127\.0\.0\.1:50051": expected an address such as \{ kind: "tcp", /,
  ],
  [undefined, "TypeError", / undefined: expected an address such as \{ kind/],
  [null, "TypeError", / null: expected an address/],
  [50051n, "TypeError", / 50051: expected an address/],
  [{ kind: "TCP", host: "127.0.0.1", port: 0 }, "TypeError", /: expected an address/],
  [{ kind: "tcp", port: 0 }, "TypeError", /: expected an address/],
  [{ kind: "tcp", host: "127.0.0.1" }, "TypeError", /: expected an address/],
  [{ kind: "tcp", host: "127.0.0.1", port: "80" }, "TypeError", /: expected an address/],
  [{ kind: "unix" }, "TypeError", /: expected an address/],
  [{ kind: "unix", path: "" }, "TypeError", /: expected an address/],
  [{ kind: "tcp", host: "[::1]", port: 5 }, "TypeError", /: expected a host name or an IP addres/],
  [{ kind: "tcp", host: "http://a", port: 5 }, "TypeError", /: expected a host name or an IP addr/],
  [
    { kind: "tcp", host: "::1", port: 99_999 },
    "RangeError",
    / "\[::1\]:99999": expected a port fr/,
  ],
  [{ kind: "tcp", host: "::1", port: -1 }, "RangeError", /: expected a port from \d to 65535$/],
  [{ kind: "tcp", host: "::1", port: Number.NaN }, "RangeError", /: expected a port from/],
  [{ kind: "tcp", host: "::1", port: 1.5 }, "RangeError", /: expected a port from/],
];

describe("listen()", () => {
  it("rejects wrong options over TCP, TLS and unix sockets, and throws none at once", async () => {
    const wrong: readonly Wrong[] = [
      ...wrongOptions,
      [{ ...good, maxConnections: 0 }, "RangeError", /^Cannot set maxConnections to 0: expected/],
      [
        { ...good, maxConnectionsPerAddress: -1 },
        "RangeError",
        /^Cannot set maxConnectionsPerAddr/,
      ],
      [{ ...good, onRefused: 5 }, "TypeError", /^Cannot set onRefused to a value of type num/],
      [{ ...good, onFault: "log" }, "TypeError", /^Cannot set onFault to a value of type string/],
      [
        { ...good, credentials: tls() },
        "TypeError",
        /expected a key and a certificate, as a server/,
      ],
      [{ ...good, signal: undefined }, "TypeError", /^Cannot set signal: listen\(\) has no option/],
    ];
    for (const [options, name, message] of wrong) {
      await assert.rejects(listen(loopback, options as ListenerOptions), { name, message });
    }
    const limit = { maxConcurrentStreams: -1 };
    const path = join(tmpdir(), "trunkline-never-bound");
    await assert.rejects(listen({ kind: "unix", path }, { ...good, http2: limit }), RangeError);
    const overTls = { ...good, credentials: secured, http2: limit };
    await assert.rejects(listen(loopback, overTls), RangeError);
  });

  it("rejects what is no address, and says what one looks like", async () => {
    for (const [address, name, message] of wrongAddresses) {
      await assert.rejects(listen(address as Address, good), (error: Error) => {
        assert.match(error.message, /^Cannot listen on /);
        assert.match(error.message, message);
        assert.equal(error.name, name);
        return true;
      });
    }
  });

  it("listens in plaintext beyond this machine only where insecure() was said", async () => {
    await assert.rejects(listen(everywhere, good), {
      name: "TypeError",
      message:
        /^Cannot listen on "0\.0\.0\.0:0": plaintext .* write \{ credentials: insecure\(\) \} if/,
    });
    for (const credentials of [insecure(), secured]) {
      const listener = await listen(everywhere, { ...good, credentials });
      await listener.close();
    }
    const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
    const listener = await listen({ kind: "unix", path: join(folder, "socket") }, good);
    await listener.close();
    rmSync(folder, { recursive: true });
  });
});

describe("connect()", () => {
  it("rejects wrong options, in plaintext and with TLS, and throws none at once", async () => {
    const address: Address = { ...loopback, port: 1 };
    const wrong: readonly Wrong[] = [
      ...wrongOptions,
      [{ ...good, serverName: "" }, "TypeError", /: expected serverName to be a host name$/],
      [
        { ...good, signal: 5 },
        "TypeError",
        /^Cannot connect to .*: expected signal to be an AbortS/,
      ],
      [
        { ...good, maxConnections: 5 },
        "TypeError",
        /^Cannot set maxConnections: connect\(\) has no/,
      ],
    ];
    for (const [options, name, message] of wrong) {
      await assert.rejects(connect(address, options as ConnectOptions), { name, message });
    }
    const http2 = { streamWindowBytes: Number.NaN };
    await assert.rejects(connect(address, { ...good, credentials: secured, http2 }), RangeError);
  });

  it("rejects what is no address, and says what one looks like", async () => {
    const wrong: readonly Wrong[] = [
      ...wrongAddresses,
      [loopback, "RangeError", /"127\.0\.0\.1:0": expected a port from 1 to 65535$/],
    ];
    for (const [address, name, message] of wrong) {
      await assert.rejects(connect(address as Address, good), (error: Error) => {
        assert.match(error.message, /^Cannot connect to /);
        assert.match(error.message, message);
        assert.equal(error.name, name);
        return true;
      });
    }
  });

  it("sends plaintext beyond this machine only where insecure() was said", async () => {
    const address: Address = { kind: "tcp", host: "192.0.2.1", port: 50051 };
    await assert.rejects(connect(address, good), {
      name: "TypeError",
      message: /^Cannot connect to "192\.0\.2\.1:50051": plaintext .* insecure\(\)/,
    });
    const signal = AbortSignal.abort(new Error("given up"));
    await assert.rejects(connect(address, { ...good, credentials: insecure(), signal }), {
      message: "given up",
    });
  });
});

// What every kind of endpoint keeps to, over sockets and in memory.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectSocket, createServer, type Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { connect as connectTls, createServer as createTlsServer, type TLSSocket } from "node:tls";
import { createAuthority } from "@trunkline/scripts/certificates";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import { createMemoryPair, eventLoop } from "./index.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import { TlsEndpoint } from "./tls-endpoint.js";

/** Two endpoints that are connected, and what takes away what they needed. */
interface Pair {
  readonly near: Endpoint;
  readonly far: Endpoint;
  /** The socket below `far`, where there is one. */
  readonly farSocket?: Socket;
  dispose(): void;
}

const kinds: Record<string, () => Promise<Pair>> = {
  async memory() {
    const [near, far] = createMemoryPair(eventLoop);
    return { near, far, dispose() {} };
  },
  tcp: () => plainPair({ host: "127.0.0.1", port: 0 }),
  async unix() {
    const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
    const pair = await plainPair({ path: join(folder, "socket") });
    return {
      ...pair,
      dispose() {
        pair.dispose();
        rmSync(folder, { recursive: true });
      },
    };
  },
  async tls() {
    const authority = createAuthority();
    const { promise, resolve } = withResolvers<TLSSocket>();
    const server = createTlsServer(authority.issue(), resolve);
    const place = await listenOn(server, { host: "127.0.0.1", port: 0 });
    const near = connectTls({ ...place, ca: authority.cert, servername: "localhost" });
    const farSocket = await promise;
    return {
      near: new TlsEndpoint(near, null),
      far: new TlsEndpoint(farSocket, null),
      farSocket,
      dispose: () => server.close(),
    };
  },
};

type Place = { host: string; port: number } | { path: string };

async function listenOn(server: Server, place: Place): Promise<Place> {
  await new Promise<void>((resolve) => server.listen(place, resolve));
  const bound = server.address();
  return typeof bound === "object" && bound !== null && "host" in place
    ? { host: place.host, port: bound.port }
    : place;
}

async function plainPair(where: Place): Promise<Pair> {
  const { promise, resolve } = withResolvers<Socket>();
  const server = createServer(resolve);
  const place = await listenOn(server, where);
  const near = connectSocket(place);
  const farSocket = await promise;
  return {
    near: new SocketEndpoint(near),
    far: new SocketEndpoint(farSocket),
    farSocket,
    dispose: () => server.close(),
  };
}

/** What one end hears. */
class Listener implements EndpointHandler {
  receivedBytes = 0;
  /** Bytes that do not follow the pattern at their place. */
  wrongBytes = 0;
  peerEnds = 0;
  readonly ends: (Error | null)[] = [];
  readonly written: Uint8Array[] = [];
  readonly ended: Promise<void>;
  readonly #onEnded: () => void;
  #goal: { readonly bytes: number; readonly reached: () => void } | null = null;

  constructor() {
    const { promise, resolve } = withResolvers<void>();
    this.ended = promise;
    this.#onEnded = resolve;
  }

  /** Resolves when so many bytes have come. */
  received(bytes: number): Promise<void> {
    const { promise, resolve } = withResolvers<void>();
    this.#goal = { bytes, reached: resolve };
    this.#look();
    return promise;
  }

  onBytes(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte !== patternAt(this.receivedBytes++)) this.wrongBytes++;
    }
    this.#look();
  }

  onWritten(buffer: Uint8Array): void {
    // Its owner's again: whatever is done to it must not reach the peer.
    buffer.fill(0xee);
    this.written.push(buffer);
  }

  onPeerEnd(): void {
    this.peerEnds++;
  }

  onEnd(error: Error | null): void {
    this.ends.push(error);
    this.#onEnded();
  }

  #look(): void {
    if (this.#goal !== null && this.receivedBytes >= this.#goal.bytes) this.#goal.reached();
  }
}

const patternAt = (index: number): number => (index * 7 + (index >> 8)) & 0xff;

/** Writes `length` bytes of the pattern in buffers of its own; gives those that it has not got back. */
function writePattern(endpoint: Endpoint, offset: number, length: number): Uint8Array | null {
  const buffer = new Uint8Array(length + 100);
  for (let index = 0; index < length; index++) buffer[index] = patternAt(offset + index);
  const isBack = endpoint.write(buffer, length);
  if (!isBack) return buffer;
  buffer.fill(0xdd);
  return null;
}

for (const [kind, connectPair] of Object.entries(kinds)) {
  describe(`Endpoint of kind ${kind}`, () => {
    const withPair = async (
      run: (pair: Pair, near: Listener, far: Listener) => Promise<void>,
    ): Promise<void> => {
      const pair = await connectPair();
      const near = new Listener();
      const far = new Listener();
      pair.near.open(near);
      pair.far.open(far);
      await run(pair, near, far);
      pair.near.destroy();
      await Promise.all([near.ended, far.ended]);
      pair.dispose();
      // However it went, the end came once, and at no end before the connection was over.
      assert.equal(near.ends.length, 1);
      assert.equal(far.ends.length, 1);
      assert.equal(pair.near.write(new Uint8Array(10), 10), true, "there is nobody to write to");
    };

    it("carries bytes of any size in order, and no buffer is used after it was given back", () =>
      withPair(async (pair, near, far) => {
        const lent: Uint8Array[] = [];
        let sent = 0;
        for (const size of [1, 9, 16_384, 16_385, 100, 65_536, 98_000, 30_000, 5, 700_000, 12]) {
          const buffer = writePattern(pair.near, sent, size);
          if (buffer !== null) lent.push(buffer);
          sent += size;
        }
        await far.received(sent);
        assert.equal(far.receivedBytes, sent);
        assert.equal(far.wrongBytes, 0);
        // A write is reported a turn late; the answer to a further one comes after that.
        pair.far.write(Uint8Array.of(patternAt(0)), 1);
        await near.received(1);
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(
          near.written.map((buffer) => lent.indexOf(buffer)),
          lent.map((_, index) => index),
        );
        assert.equal(pair.near.pendingBytes, 0);
      }));

    it("delivers what was written before end(), then tells both ends", () =>
      withPair(async (pair, near, far) => {
        writePattern(pair.near, 0, 300_000);
        pair.near.end();
        assert.equal(pair.near.write(new Uint8Array(5), 5), true, "nothing is sent after the end");
        await Promise.all([near.ended, far.ended]);
        assert.equal(far.receivedBytes, 300_000);
        assert.equal(far.peerEnds, 1);
        assert.deepEqual([...near.ends, ...far.ends], [null, null]);
      }));

    it("receives what the peer had pending when this side ended", () =>
      withPair(async (pair, near, far) => {
        pair.near.setReading(false);
        // More than any socket's buffers hold: it is pending when the end comes.
        for (let count = 0; count < 16; count++) {
          writePattern(pair.far, count * 1_000_000, 1_000_000);
        }
        pair.near.end();
        pair.near.setReading(true);
        await Promise.all([near.ended, far.ended]);
        assert.equal(near.receivedBytes, 16_000_000);
        assert.equal(near.wrongBytes, 0);
        assert.deepEqual([near.peerEnds, far.peerEnds], [1, 1]);
      }));

    it("keeps what is written while the peer does not read, and delivers it when it does", () =>
      withPair(async (pair, near, far) => {
        pair.far.setReading(false);
        const lent: Uint8Array[] = [];
        // More than any socket's buffers hold.
        const size = 1_000_000;
        for (let count = 0; count < 32; count++) {
          const buffer = writePattern(pair.near, count * size, size);
          if (buffer !== null) lent.push(buffer);
        }
        assert.ok(pair.near.pendingBytes > 0);
        assert.ok(lent.length > 0);
        pair.far.setReading(true);
        await far.received(32 * size);
        assert.equal(far.wrongBytes, 0);
        pair.near.end();
        await near.ended;
        assert.deepEqual(new Set(near.written), new Set(lent));
      }));

    it("gives every buffer back and ends once when it is destroyed with bytes under way", () =>
      withPair(async (pair, near) => {
        pair.far.setReading(false);
        const lent: Uint8Array[] = [];
        for (let count = 0; count < 32; count++) {
          const buffer = writePattern(pair.near, count * 1_000_000, 1_000_000);
          if (buffer !== null) lent.push(buffer);
        }
        pair.far.setReading(true);
        pair.near.destroy();
        pair.near.destroy();
        await near.ended;
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(new Set(near.written), new Set(lent));
      }));

    if (kind === "tcp" || kind === "tls") {
      it("asks after 15 s of silence whether the peer's machine is still there", (context) => {
        const { mock } = context.mock.method(Socket.prototype, "setKeepAlive");
        return withPair(async () => {
          const calls = mock.calls.map((call) => call.arguments);
          const asked = [true, 15_000];
          assert.deepEqual(calls, [asked, asked], "at both ends");
        });
      });
    }

    it("reports a reset by the peer as the end, and not as an uncaught error", () =>
      withPair(async (pair, near) => {
        if (pair.farSocket === undefined) pair.far.destroy();
        else if (kind === "tcp") pair.farSocket.resetAndDestroy();
        else pair.farSocket.destroy();
        writePattern(pair.near, 0, 1_000_000);
        writePattern(pair.near, 1_000_000, 1_000_000);
        await near.ended;
        if (kind === "tcp") assert.match(String(near.ends[0]), /ECONNRESET|EPIPE/);
      }));
  });
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

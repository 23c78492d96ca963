// A peer whose socket takes nothing cannot even be told that it is too slow: it is dropped.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectionError, ConnectionOptions, ConnectionSink } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import { EndpointSession } from "./index.js";

/** A socket that takes what the test lets it take. */
class FullSocket implements Endpoint {
  readonly localAddress = "memory:local";
  readonly remoteAddress = "memory:remote";
  readonly bulkWriteBytes = 524_288;
  pendingBytes = 0;
  isDestroyed = false;
  isReading = true;
  handler!: EndpointHandler;
  readonly #written: Uint8Array[] = [];

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(buffer: Uint8Array, length: number): boolean {
    this.#written.push(buffer);
    this.pendingBytes += length;
    return false;
  }

  /** The peer has read until `remainingBytes` are left. */
  take(remainingBytes: number): void {
    this.pendingBytes = remainingBytes;
    this.handler.onWritten(this.#written.shift()!);
  }

  setReadingMuch(): void {}

  setReading(isReading: boolean): void {
    this.isReading = isReading;
  }

  end(): void {}
  destroy(): void {
    this.isDestroyed = true;
  }
  ref(): void {}
  unref(): void {}
}

function clientWithFullSocket(http2: ConnectionOptions = {}) {
  const clock = new VirtualClock();
  const socket = new FullSocket();
  const closed: (ConnectionError | null)[] = [];
  const ignore = (): void => {};
  const sink: ConnectionSink = {
    onHeaders: ignore,
    onData: ignore,
    onTrailers: ignore,
    isResetFree: () => false,
    onReset: ignore,
    onWritable: ignore,
    onSettings: ignore,
    onCapacity: ignore,
    onIdle: ignore,
    onPingAck: ignore,
    onGoAway: ignore,
    onClosed: (error) => closed.push(error),
  };
  const options = { handshakeTimeoutMs: Infinity, ...http2 };
  const session = new EndpointSession("client", socket, {
    clock,
    http2: options,
    createSink: () => sink,
  });
  /** Headers leave whatever the windows: enough of them fill the socket. */
  const fill = (): void => {
    let count = 0;
    do {
      const stream = session.connection.openStream(null)!;
      const value = String.fromCharCode(0x61 + (count++ % 26)).repeat(15_000);
      stream.sendHeaders([[":method", "POST", ":scheme", "http", ":path", "/a", "x", value]], true);
      session.flush();
    } while (socket.pendingBytes <= 131_072);
  };
  return { clock, socket, closed, session, fill };
}

describe("EndpointSession with a peer that does not read", () => {
  it("drops the connection when nothing was taken in stallTimeoutMs for each 128 KiB", async () => {
    const { clock, socket, closed, fill } = clientWithFullSocket();
    fill();
    const waiting = socket.pendingBytes;
    const patienceMs = Math.ceil((60_000 * waiting) / 131_072);
    assert.ok(patienceMs < 70_000, `${waiting} bytes are little more than 128 KiB`);
    await clock.advance(patienceMs - 1);
    assert.equal(socket.isDestroyed, false);
    await clock.advance(2);
    assert.equal(socket.isDestroyed, true);
    assert.equal(
      closed[0]!.message,
      `The connection was lost: the peer has read less than ${waiting} bytes from it in ${patienceMs} ms, with ${waiting} waiting`,
    );
    assert.equal(clock.armedTimers, 0);
  });

  it("keeps a peer that takes 2.5 KiB a second of one write of 544 KiB, and drops one that takes half", async () => {
    for (const [bytesPerSecond, isKept] of [
      [2_560, true],
      [1_280, false],
    ] as const) {
      const { clock, socket, fill } = clientWithFullSocket();
      socket.pendingBytes = 540_000;
      fill();
      // The system tells of a write only once it has left whole.
      await clock.advance((socket.pendingBytes / bytesPerSecond) * 1_000);
      assert.equal(socket.isDestroyed, !isKept);
    }
  });

  it("reads nothing while more than 1 MiB waits, and goes on when it has left", () => {
    const { socket, session, fill } = clientWithFullSocket({ stallTimeoutMs: Infinity });
    fill();
    assert.equal(socket.isReading, true);
    socket.pendingBytes = 1_048_577;
    session.connection.ping();
    session.flush();
    assert.equal(socket.isReading, false);
    socket.take(1_000);
    assert.equal(socket.isReading, true);
  });

  it("waits on while the peer takes a write now and then", async () => {
    const { clock, socket, closed, fill } = clientWithFullSocket({ stallTimeoutMs: 1_000 });
    fill();
    for (let count = 0; count < 5; count++) {
      await clock.advance(900);
      socket.take(130_000);
    }
    assert.equal(socket.isDestroyed, false);
    socket.take(1_000);
    await clock.advance(10_000);
    assert.deepEqual(closed, [], "what waits is less than the socket may hold");
  });

  it("waits for ever with Infinity", async () => {
    const { clock, socket, fill } = clientWithFullSocket({ stallTimeoutMs: Infinity });
    fill();
    await clock.advance(10_000_000);
    assert.equal(socket.isDestroyed, false);
    assert.equal(clock.armedTimers, 0);
  });
});

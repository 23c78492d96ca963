// One connection that is never done must not keep the others from being read.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectionOptions } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import { EndpointSession } from "./index.js";
import { quietSink } from "./sinks.testing.js";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");
/** WINDOW_UPDATE of the connection by 1. */
const FRAME = Buffer.from([0, 0, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

const frames = (count: number): Buffer => Buffer.concat(new Array<Buffer>(count).fill(FRAME));

/** A socket that notes when it is read from. */
class NotedSocket implements Endpoint {
  readonly localAddress = "memory:local";
  readonly remoteAddress = "memory:remote";
  pendingBytes = 0;
  handler!: EndpointHandler;
  readonly reading: boolean[] = [];
  readonly written: Uint8Array[] = [];

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(buffer: Uint8Array): boolean {
    this.written.push(buffer);
    return this.pendingBytes === 0;
  }

  setReading(isReading: boolean): void {
    this.reading.push(isReading);
  }

  end(): void {}
  destroy(): void {}
  ref(): void {}
  unref(): void {}
}

function serverOn(socket: Endpoint, http2: ConnectionOptions = {}) {
  const clock = new VirtualClock();
  const session = new EndpointSession("server", socket, {
    clock,
    http2: { costBudget: 0x7fff_ffff, ...http2 },
    createSink: () => quietSink({}),
  });
  return { clock, session };
}

describe("EndpointSession", () => {
  it("stops reading after 2,000 frames until the next turn", async () => {
    const socket = new NotedSocket();
    const { clock } = serverOn(socket);
    socket.handler.onBytes(PREFACE);
    socket.handler.onBytes(frames(1_999));
    assert.deepEqual(socket.reading, []);
    socket.handler.onBytes(frames(1));
    assert.deepEqual(socket.reading, [false]);
    // What Node had read already still comes.
    socket.handler.onBytes(frames(5_000));
    assert.deepEqual(socket.reading, [false]);
    await clock.settle();
    assert.deepEqual(socket.reading, [false, true]);
    socket.handler.onBytes(frames(2_000));
    assert.deepEqual(socket.reading, [false, true], "the count begins anew");
  });

  it("does not read on after a turn while the peer has more than 1 MiB to take", async () => {
    const socket = new NotedSocket();
    const { clock, session } = serverOn(socket);
    socket.handler.onBytes(PREFACE);
    socket.handler.onBytes(frames(3_000));
    socket.pendingBytes = 2_000_000;
    session.connection.ping();
    session.flush();
    await clock.settle();
    assert.deepEqual(socket.reading, [false]);
    socket.pendingBytes = 0;
    socket.handler.onWritten(socket.written.at(-1)!);
    assert.deepEqual(socket.reading, [false, true]);
  });

  it("stops reading and writing for a peer that does not read, and goes on when it does", async () => {
    const socket = new NotedSocket();
    const { session } = serverOn(socket);
    socket.handler.onBytes(PREFACE);
    socket.pendingBytes = 1_048_577;
    session.connection.ping();
    session.flush();
    assert.deepEqual(socket.reading, [false]);
    socket.pendingBytes = 1_048_576;
    socket.handler.onWritten(new Uint8Array(0));
    assert.deepEqual(socket.reading, [false, true]);
  });

  it("ends its calls when the peer ends its side, and drops a peer that then does not read", async () => {
    const socket = new NotedSocket();
    let closed = 0;
    let isDestroyed = false;
    socket.destroy = () => {
      isDestroyed = true;
    };
    const clock = new VirtualClock();
    new EndpointSession("server", socket, {
      clock,
      createSink: () => quietSink({ onClosed: () => closed++ }),
    });
    socket.handler.onBytes(PREFACE);
    socket.handler.onPeerEnd();
    assert.equal(closed, 1);
    await clock.advance(999);
    assert.equal(isDestroyed, false);
    await clock.advance(2);
    assert.equal(isDestroyed, true);
    socket.handler.onEnd(null);
    assert.equal(closed, 1);
    assert.equal(clock.armedTimers, 0);
  });
});

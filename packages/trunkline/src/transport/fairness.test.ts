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
  readonly bulkWriteBytes = 524_288;
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

  setReadingMuch(): void {}

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
  it("takes in 2,000 frames, stops reading, and takes in the rest in later turns", async () => {
    const socket = new NotedSocket();
    const { clock, session } = serverOn(socket);
    const received = () => session.connection.counters.framesReceived;
    socket.handler.onBytes(PREFACE);
    socket.handler.onBytes(frames(1_999));
    assert.deepEqual(socket.reading, []);
    socket.handler.onBytes(frames(1));
    assert.deepEqual(socket.reading, [false]);
    await clock.settle();
    assert.deepEqual(socket.reading, [false, true]);
    socket.handler.onBytes(frames(5_000));
    assert.deepEqual(socket.reading, [false, true, false], "the count begins anew");
    const inOneTurn = received() - 2_001;
    assert.ok(inOneTurn > 2_000 && inOneTurn < 2_100, `${inOneTurn} frames in one turn`);
    // What a socket had read already may still come.
    socket.handler.onBytes(frames(10));
    assert.equal(received() - 2_001, inOneTurn);
    await clock.settle();
    assert.equal(received() - 2_001, 5_010);
    assert.equal(socket.reading.at(-1), true);
  });

  it("keeps no view of bytes that are left for a later turn", async () => {
    const socket = new NotedSocket();
    const { clock, session } = serverOn(socket);
    socket.handler.onBytes(PREFACE);
    const chunk = frames(3_000);
    socket.handler.onBytes(chunk);
    chunk.fill(0xff);
    await clock.settle();
    assert.equal(session.connection.isDead, false);
    assert.equal(session.connection.counters.framesReceived, 3_001);
  });

  it("stops in the middle of a chunk that takes more than a millisecond", async () => {
    const socket = new NotedSocket();
    const { clock, session } = serverOn(socket);
    socket.handler.onBytes(PREFACE);
    clock.nowMs = () => session.connection.counters.framesReceived / 100;
    socket.handler.onBytes(frames(1_000));
    const inOneTurn = session.connection.counters.framesReceived;
    assert.ok(inOneTurn > 100 && inOneTurn < 300, `${inOneTurn} frames in one turn`);
    await clock.settle();
    assert.equal(session.connection.counters.framesReceived, 1_001);
  });

  it("counts the octets of header blocks", () => {
    const socket = new NotedSocket();
    const { session } = serverOn(socket, { maxHeaderListBytes: 1 << 20, maxHeaderFields: 60_000 });
    socket.handler.onBytes(PREFACE);
    const block = Buffer.alloc(16_000, 0x82);
    const headers = (id: number) =>
      Buffer.concat([Buffer.from([0, 0x3e, 0x80, 1, 5, 0, 0, 0, id]), block]);
    socket.handler.onBytes(Buffer.concat([1, 3, 5, 7, 9, 11, 13, 15, 17, 19].map(headers)));
    assert.deepEqual(socket.reading, [false]);
    assert.ok(session.connection.counters.framesReceived < 11);
  });

  it("takes in what is left when the peer ends its side or the connection is lost", () => {
    for (const end of ["onPeerEnd", "onEnd"] as const) {
      const socket = new NotedSocket();
      const { session } = serverOn(socket);
      socket.handler.onBytes(PREFACE);
      socket.handler.onBytes(frames(3_000));
      socket.handler[end](null);
      assert.equal(session.connection.counters.framesReceived, 3_001);
    }
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
    const before = session.connection.counters.framesReceived;
    socket.pendingBytes = 0;
    socket.handler.onWritten(socket.written.at(-1)!);
    assert.equal(
      session.connection.counters.framesReceived,
      before,
      "others have their turn first",
    );
    await clock.settle();
    assert.equal(session.connection.counters.framesReceived, 3_001);
    assert.equal(socket.reading.at(-1), true);
  });

  it("reads now and then from a peer that goes on after a fatal error", async () => {
    const socket = new NotedSocket();
    let isDestroyed = false;
    socket.destroy = () => {
      isDestroyed = true;
    };
    const { clock, session } = serverOn(socket, { costBudget: 10 });
    socket.handler.onBytes(Buffer.concat([PREFACE, frames(100)]));
    assert.equal(session.connection.isDead, true);
    assert.deepEqual(socket.reading, []);
    socket.handler.onBytes(frames(10));
    assert.deepEqual(socket.reading, [false]);
    await clock.advance(49);
    assert.deepEqual(socket.reading, [false]);
    await clock.advance(2);
    assert.deepEqual(socket.reading, [false, true]);
    socket.handler.onBytes(frames(10));
    assert.deepEqual(socket.reading, [false, true, false]);
    await clock.advance(1_000);
    assert.equal(isDestroyed, true);
    assert.equal(clock.armedTimers, 0);
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

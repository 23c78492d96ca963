// How much is read at once: more of bulk, and never more of small messages.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Stream } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { type Endpoint, type EndpointHandler, EndpointSession } from "./index.js";
import { quietSink } from "./sinks.testing.js";

const CHUNK_BYTES = 65_536;
const DATA_HEADER_BYTES = 9;

/** Preface, SETTINGS, and HEADERS of stream 1: POST, http, the path "/" and the authority "a". */
const PREFACE = Buffer.from(
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" +
    "\0\0\0\x04\0\0\0\0\0" +
    "\0\0\x06\x01\x04\0\0\0\x01\x83\x86\x84\x01\x01a",
  "latin1",
);

/** A chunk of DATA on stream 1 in frames that take `frameBytes` each with their headers. */
function bulk(frameBytes: number, chunkBytes = CHUNK_BYTES): Buffer {
  const length = frameBytes - DATA_HEADER_BYTES;
  const frame = Buffer.alloc(frameBytes);
  frame.writeUIntBE(length, 0, 3);
  frame[8] = 1;
  return Buffer.concat(new Array<Buffer>(chunkBytes / frameBytes).fill(frame));
}

/** A socket that notes how much is to be read at once, and whether anything is. */
class NotedSocket implements Endpoint {
  readonly localAddress = "memory:local";
  readonly remoteAddress = "memory:remote";
  readonly bulkWriteBytes = 524_288;
  readonly pendingBytes = 0;
  handler!: EndpointHandler;
  isReadingMuch = false;
  stops = 0;

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(): boolean {
    return true;
  }

  setReading(isReading: boolean): void {
    if (!isReading) this.stops++;
  }

  setReadingMuch(isReadingMuch: boolean): void {
    this.isReadingMuch = isReadingMuch;
  }

  end(): void {}
  destroy(): void {}
  ref(): void {}
  unref(): void {}
}

/** A server that one stream sends to; `consumes` says whether its bytes are used up as they come. */
function receiving(reader = { consumes: true }): NotedSocket {
  const socket = new NotedSocket();
  const onData = (stream: Stream, _chunk: Uint8Array, start: number, end: number): void => {
    if (reader.consumes) stream.consume(end - start);
  };
  new EndpointSession("server", socket, {
    clock: new VirtualClock(),
    http2: { streamWindowBytes: 1 << 24 },
    createSink: () => quietSink({ onData }),
  });
  socket.handler.onBytes(PREFACE);
  return socket;
}

function receive(socket: NotedSocket, ...chunks: readonly Buffer[]): boolean {
  for (const chunk of chunks) socket.handler.onBytes(chunk);
  return socket.isReadingMuch;
}

const large = bulk(16_384);
const small = bulk(128);

describe("EndpointSession reads much at once", () => {
  it("after four full chunks of large frames that are used up as they come", () => {
    const socket = receiving();
    assert.equal(receive(socket, large, large, large), false);
    assert.equal(receive(socket, large), true);
    assert.equal(receive(socket, bulk(16_384, 262_144), large), true);
  });

  it("no longer after a chunk of small frames, until four of large ones have come again", () => {
    const socket = receiving();
    assert.equal(receive(socket, large, large, large, large, small), false);
    assert.equal(receive(socket, large, large, large), false);
    assert.equal(receive(socket, large), true);
  });

  it("never of small frames, nor where chunks of them come in between", () => {
    assert.equal(receive(receiving(), small, small, small, small, small, small), false);
    assert.equal(receive(receiving(), large, large, large, small, large, large, large), false);
  });

  it("never while more than a quarter of each chunk waits for its reader", () => {
    const reader = { consumes: false };
    const socket = receiving(reader);
    assert.equal(receive(socket, large, large, large, large, large), false);
    reader.consumes = true;
    assert.equal(
      receive(socket, large, large, large, large),
      true,
      "what waited before is nothing to it",
    );
    reader.consumes = false;
    assert.equal(receive(socket, large), false);
  });

  it("still where a chunk is short: the peer had no more", () => {
    const socket = receiving();
    assert.equal(receive(socket, large, large, bulk(128, 1024), large, large), true);
  });

  it("and lets the other connections have their turn after 2 to 3 MiB", () => {
    const socket = receiving();
    receive(socket, large, large, large, large);
    let chunks = 0;
    for (; socket.stops === 0; chunks++) receive(socket, bulk(16_384, 262_144));
    assert.ok(chunks >= 8 && chunks <= 12, `${chunks} chunks`);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectionSink, Stream } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { type Endpoint, type EndpointHandler, EndpointSession } from "./index.js";

const TOTAL_BYTES = 4 << 20;
const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/** SETTINGS with an initial window of 16 MiB, and the connection's window opened by as much. */
const WIDE = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0];
/** SETTINGS without any: the initial window is 65,535 bytes. */
const NARROW = [0, 0, 0, 4, 0, 0, 0, 0, 0];
const WINDOW_UPDATE = [0, 0, 4, 8, 0, 0, 0, 0, 0, 1, 0, 0, 0];
/** HEADERS of stream 1 with END_STREAM: POST, http, the path "/" and the authority "a". */
const HEADERS = [0, 0, 6, 1, 5, 0, 0, 0, 1, 0x83, 0x86, 0x84, 0x01, 1, 0x61];

/** Notes how much each write has, and takes it at once or when it is told to. */
class NotingEndpoint implements Endpoint {
  readonly localAddress = "memory:server";
  readonly remoteAddress = "memory:client";
  bulkWriteBytes = 524_288;
  readonly writes: number[] = [];
  handler!: EndpointHandler;
  pendingBytes = 0;
  readonly #takesAtOnce: boolean;
  #pending: Uint8Array | null = null;

  constructor(takesAtOnce: boolean) {
    this.#takesAtOnce = takesAtOnce;
  }

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(buffer: Uint8Array, length: number): boolean {
    this.writes.push(length);
    if (this.#takesAtOnce) return true;
    this.#pending = buffer;
    this.pendingBytes += length;
    return false;
  }

  /** Takes all but `byteCount` bytes of what is pending. */
  leave(byteCount: number): void {
    this.pendingBytes = byteCount;
    this.handler.onWritten(this.#pending!);
  }

  setReading(): void {}
  setReadingMuch(): void {}
  end(): void {}
  destroy(): void {}
  ref(): void {}
  unref(): void {}
}

/** Begins a session whose peer has asked for TOTAL_BYTES. */
function serve(clock: VirtualClock, endpoint: NotingEndpoint, settings = WIDE): void {
  const sink: ConnectionSink = {
    onHeaders(stream: Stream) {
      stream.sendHeaders([[":status", "200"]], false);
      stream.enqueue(new Uint8Array(TOTAL_BYTES), false);
    },
    onData() {},
    onTrailers() {},
    onReset() {},
    onWritable() {},
    onSettings() {},
    onCapacity() {},
    isResetFree: () => false,
    onPingAck() {},
    onIdle() {},
    onGoAway() {},
    onClosed() {},
  };
  new EndpointSession("server", endpoint, { clock, createSink: () => sink });
  const { handler } = endpoint;
  handler.onBytes(new TextEncoder().encode(PREFACE));
  handler.onBytes(Uint8Array.from([...settings, ...WINDOW_UPDATE, ...HEADERS]));
}

const isSmall = (length: number): boolean => length < 100_000;

describe("EndpointSession.flush()", () => {
  it("has 512 KiB a write once 64 KiB have gone, while the socket takes all", async () => {
    const clock = new VirtualClock();
    const endpoint = new NotingEndpoint(true);
    serve(clock, endpoint);
    await clock.settle();
    const large = endpoint.writes.filter((length) => length >= 524_288);
    assert.ok(large.length >= 6, endpoint.writes.join(" "));
    assert.ok(Math.max(...endpoint.writes) < 557_056, endpoint.writes.join(" "));
    // The first of much is a small one: most replies are no more than that.
    assert.ok(isSmall(endpoint.writes.find((length) => length >= 65_536)!));
  });

  it("has as much a write as the endpoint has at best", async () => {
    const clock = new VirtualClock();
    const endpoint = new NotingEndpoint(true);
    endpoint.bulkWriteBytes = 163_840;
    serve(clock, endpoint);
    await clock.settle();
    const large = endpoint.writes.filter((length) => length >= 163_840);
    assert.ok(large.length >= 20, endpoint.writes.join(" "));
    assert.ok(Math.max(...endpoint.writes) < 196_608, endpoint.writes.join(" "));
  });

  it("goes back to 64 KiB a write while the socket still holds something", async () => {
    const clock = new VirtualClock();
    const endpoint = new NotingEndpoint(false);
    serve(clock, endpoint);
    await clock.settle();
    for (let times = 0; times < 5; times++) {
      endpoint.leave(1);
      await clock.settle();
    }
    assert.ok(endpoint.writes.length > 10);
    assert.ok(endpoint.writes.every(isSmall), endpoint.writes.join(" "));
  });

  it("sends in quarters what a narrow window lets through", async () => {
    const clock = new VirtualClock();
    const endpoint = new NotingEndpoint(true);
    serve(clock, endpoint, NARROW);
    await clock.settle();
    const full = endpoint.writes.filter((length) => length >= 16_384);
    assert.equal(full.length, 4, endpoint.writes.join(" "));
    assert.ok(Math.max(...full) < 17_000, endpoint.writes.join(" "));
  });
});

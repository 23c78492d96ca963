import assert from "node:assert/strict";
import { connect as connectSocket } from "node:net";
import { describe, it } from "node:test";
import type { ConnectionSink, Stream } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { connect, createMemoryPair, EndpointSession, eventLoop, listen } from "./index.js";

/** A sink that echoes every request's bytes, and counts sessions that are over. */
function echo(counts: { closed: number }): ConnectionSink {
  return {
    onHeaders(stream, _headers, endStream) {
      stream.sendHeaders([[":status", "200"]], false);
      if (endStream) finish(stream);
    },
    onData(stream, chunk, start, end, endStream) {
      stream.enqueue(chunk.slice(start, end), false);
      stream.consume(end - start);
      if (endStream) finish(stream);
    },
    onTrailers() {},
    onReset: (stream) => stream.release(),
    onWritable() {},
    onSettings() {},
    onCapacity() {},
    isResetFree: () => false,
    onPingAck() {},
    onIdle() {},
    onGoAway() {},
    onClosed: () => {
      counts.closed++;
    },
  };
}

function finish(stream: Stream): void {
  stream.sendTrailers([["x-done", "1"]]);
  stream.release();
}

/** A client's sink: resolves with the bytes of one response. */
function collect(onDone: (bytes: number) => void, onClosed: () => void): ConnectionSink {
  let received = 0;
  return {
    onHeaders() {},
    onData(stream, _chunk, start, end) {
      received += end - start;
      stream.consume(end - start);
    },
    onTrailers: () => onDone(received),
    onReset: () => onDone(-1),
    onWritable() {},
    onSettings() {},
    onCapacity() {},
    isResetFree: () => false,
    onPingAck() {},
    onIdle() {},
    onGoAway() {},
    onClosed,
  };
}

const request = [[":method", "POST", ":scheme", "http", ":path", "/echo"]];

describe("EndpointSession", () => {
  it("carries a call through the in-memory pair in virtual time and leaves no timer", async () => {
    const clock = new VirtualClock();
    const counts = { closed: 0 };
    const [left, right] = createMemoryPair(clock);
    new EndpointSession("server", right, { clock, createSink: () => echo(counts) });
    let received = 0;
    const sink = collect(
      (bytes) => {
        received = bytes;
      },
      () => {
        counts.closed++;
      },
    );
    const session = new EndpointSession("client", left, { clock, createSink: () => sink });
    const stream = session.connection.openStream(null)!;
    stream.sendHeaders(request, false);
    stream.enqueue(new Uint8Array(300_000), true);
    await clock.settle();
    assert.equal(received, 300_000);
    session.close();
    await clock.advance(2_000);
    assert.equal(counts.closed, 2);
    assert.equal(clock.armedTimers, 0);
  });

  it("carries a call over a TCP socket on a port of the system's choice", async () => {
    const counts = { closed: 0 };
    const listener = await listen(
      { kind: "tcp", host: "127.0.0.1", port: 0 },
      { clock: eventLoop, createSink: () => echo(counts) },
    );
    const port = Number(listener.target.split(":")[1]);
    const { promise: closed, resolve: onClosed } = withResolvers<void>();
    const { promise: done, resolve: onDone } = withResolvers<number>();
    const session = await connect(
      { kind: "tcp", host: "127.0.0.1", port },
      { clock: eventLoop, createSink: () => collect(onDone, onClosed) },
    );
    assert.equal(session.remoteAddress, listener.target);
    const stream = session.connection.openStream(null)!;
    stream.sendHeaders(request, false);
    stream.enqueue(new Uint8Array(2_000_000), true);
    assert.equal(await done, 2_000_000);
    session.close();
    await closed;
    await listener.close();
  });

  it("answers an HTTP/1.1 client, ends its socket, and goes on serving", async () => {
    const listener = await listen(
      { kind: "tcp", host: "127.0.0.1", port: 0 },
      { clock: eventLoop, createSink: () => echo({ closed: 0 }) },
    );
    const port = Number(listener.target.split(":")[1]);
    const socket = connectSocket(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\n\r\n");
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    assert.match(answer, /^HTTP\/1\.1 505/);
    const session = await connect(
      { kind: "tcp", host: "127.0.0.1", port },
      {
        clock: eventLoop,
        createSink: () =>
          collect(
            () => {},
            () => {},
          ),
      },
    );
    assert.equal(session.connection.canOpenStream, true);
    session.destroy();
    await listener.close();
  });

  it("rejects with the system's error when nobody listens, and when the attempt is given up", async () => {
    const listener = await listen(
      { kind: "tcp", host: "127.0.0.1", port: 0 },
      { clock: eventLoop, createSink: () => echo({ closed: 0 }) },
    );
    const port = Number(listener.target.split(":")[1]);
    await listener.close();
    const address = { kind: "tcp", host: "127.0.0.1", port } as const;
    const options = { clock: eventLoop, createSink: () => echo({ closed: 0 }) };
    await assert.rejects(connect(address, options), /ECONNREFUSED/);
    const reason = new Error("given up");
    await assert.rejects(
      connect(address, { ...options, signal: AbortSignal.abort(reason) }),
      reason,
    );
  });
});

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

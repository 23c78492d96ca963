// What may happen while the sink of a new session is made: it throws, or ends the session.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectSocket, createServer, type Server, type Socket } from "node:net";
import { describe, it } from "node:test";
import type { ConnectionSink } from "../http2/index.js";
import { eventLoop } from "./event-loop.js";
import {
  type Address,
  connect,
  type Listener,
  type ListenerOptions,
  listen,
  type Session,
} from "./index.js";
import { quietSink } from "./sinks.testing.js";

const loopback = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;

function addressOf(listener: Listener): Address & { kind: "tcp" } {
  return { ...loopback, port: Number(listener.target.split(":")[1]) };
}

/** Connects a bare socket, and gives all that it is sent until it is closed. */
async function knock(listener: Listener): Promise<Buffer> {
  const socket = connectSocket(addressOf(listener));
  const received: Buffer[] = [];
  socket.on("data", (chunk) => received.push(chunk));
  socket.on("error", () => {});
  await once(socket, "close");
  return Buffer.concat(received);
}

/** A listener whose sinks are made by `create`, and the log that its sinks write. */
async function listenWith(
  create: (session: Session, sink: ConnectionSink) => ConnectionSink,
  more: Partial<ListenerOptions> = {},
): Promise<{ listener: Listener; log: string[] }> {
  const log: string[] = [];
  const listener = await listen(loopback, {
    clock: eventLoop,
    createSink: (session) =>
      create(
        session,
        quietSink({
          onIdle() {
            log.push("idle");
            session.close();
          },
          onClosed: (error) => log.push(`closed: ${error?.message ?? "in order"}`),
        }),
      ),
    ...more,
  });
  return { listener, log };
}

describe("createSink() at a listener", () => {
  it("drops the connection when it throws, tells onFault and goes on", async () => {
    const faults: unknown[] = [];
    let calls = 0;
    const { listener } = await listenWith(
      () => {
        throw new Error(`no sink ${++calls}`);
      },
      { onFault: (error) => faults.push(error) },
    );
    assert.equal((await knock(listener)).length, 0);
    assert.equal((await knock(listener)).length, 0);
    assert.deepEqual(
      faults.map((error) => (error as Error).message),
      ["no sink 1", "no sink 2"],
    );
    await listener.close();
  });

  it("says what a sink lacks", async () => {
    const faults: unknown[] = [];
    const { onIdle, ...rest } = quietSink({});
    const wrong: readonly [sink: unknown, message: RegExp][] = [
      [undefined, /^Cannot use what createSink\(\) gave: it has no onHeaders, onData, /],
      [rest, /^Cannot use what createSink\(\) gave: it has no onIdle$/],
    ];
    for (const [sink, message] of wrong) {
      const { listener } = await listenWith(() => sink as ConnectionSink, {
        onFault: (error) => faults.push(error),
      });
      await knock(listener);
      await listener.close();
      assert.match((faults.pop() as Error).message, message);
    }
  });

  it("may destroy the session: the sink hears that it is closed", async () => {
    const { listener, log } = await listenWith((session, sink) => {
      session.destroy();
      return sink;
    });
    assert.equal((await knock(listener)).length, 0);
    assert.deepEqual(log, ["closed: in order"]);
    await listener.close();
  });

  it("may close the session", async () => {
    let onClosed = (): void => {};
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    const { listener } = await listenWith((session, sink) => {
      session.close();
      return { ...sink, onClosed };
    });
    assert.equal((await knock(listener)).length, 0);
    await closed;
    await listener.close();
  });

  it("may drain the session: SETTINGS and GOAWAY leave, and the sink hears that it is idle", async () => {
    const { listener, log } = await listenWith((session, sink) => {
      session.connection.drain("Not from there");
      return sink;
    });
    const received = await knock(listener);
    assert.equal(received[3], 4, "SETTINGS come first (RFC 9113 §3.4)");
    assert.match(received.toString("latin1"), /Not from there$/);
    assert.equal(log[0], "idle");
    await listener.close();
  });
});

describe("createSink() at connect()", () => {
  /** A server that takes connections and says nothing, and the sockets it got. */
  async function silentServer(): Promise<{ server: Server; address: Address; sockets: Socket[] }> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => {});
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    return { server, address: { ...loopback, port }, sockets };
  }

  it("drops the connection when it throws, and connect() rejects with that very error", async () => {
    const { server, address } = await silentServer();
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const mine = new Error("no sink");
    const attempt = connect(address, {
      clock: eventLoop,
      createSink() {
        throw mine;
      },
    });
    await assert.rejects(attempt, (error) => error === mine);
    const [socket] = await accepted;
    socket.resume();
    if (!socket.destroyed) await once(socket, "close");
    server.close();
  });

  it("may destroy the session: the sink hears that it is closed, and connect() gives it", async () => {
    const { server, address } = await silentServer();
    const log: string[] = [];
    const session = await connect(address, {
      clock: eventLoop,
      createSink(made) {
        made.destroy();
        return quietSink({ onClosed: (error) => log.push(`closed: ${error}`) });
      },
    });
    assert.deepEqual(log, ["closed: null"]);
    assert.equal(session.connection.openStream(null), null);
    server.close();
  });

  it("may open a stream: its headers leave after the preface", async () => {
    const { server, address } = await silentServer();
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const session = await connect(address, {
      clock: eventLoop,
      createSink({ connection }) {
        const stream = connection.openStream(null);
        stream?.sendHeaders([[":method", "GET", ":scheme", "http", ":path", "/"]], true);
        return quietSink({});
      },
    });
    const [socket] = await accepted;
    const [first] = (await once(socket, "data")) as [Buffer];
    assert.equal(first.subarray(0, 16).toString("latin1"), "PRI * HTTP/2.0\r\n");
    session.destroy();
    server.close();
  });
});

import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { describe, it } from "node:test";
import { connect as connectTls } from "node:tls";
import { createAuthority } from "@trunkline/scripts/certificates";
import { HandshakeQueue } from "./handshake-queue.js";
import { eventLoop, listen, tls } from "./index.js";
import { quietSink } from "./sinks.testing.js";

/** A clock whose turns end by hand. */
class Turns {
  #tasks: (() => void)[] = [];

  defer(task: () => void): void {
    this.#tasks.push(task);
  }

  end(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }
}

function fakeSocket(name: string) {
  const socket = {
    name,
    destroyed: false,
    listeners: 0,
    on: () => void socket.listeners++,
    removeListener: () => void socket.listeners--,
  };
  return socket;
}

function queueOf(names: readonly string[]) {
  const turns = new Turns();
  const begun: string[] = [];
  const queue = new HandshakeQueue(turns, (socket) => {
    begun.push((socket as unknown as { name: string }).name);
  });
  const sockets = names.map(fakeSocket);
  for (const socket of sockets) queue.add(socket as unknown as Socket);
  return { turns, begun, queue, sockets };
}

describe("HandshakeQueue", () => {
  it("begins one handshake at once, and each of the others in a turn of its own", () => {
    const { turns, begun, sockets } = queueOf(["a", "b", "c"]);
    assert.deepEqual(begun, ["a"]);
    turns.end();
    assert.deepEqual(begun, ["a", "b"]);
    turns.end();
    assert.deepEqual(begun, ["a", "b", "c"]);
    assert.deepEqual(
      sockets.map(({ listeners }) => listeners),
      [0, 0, 0],
      "who takes a socket over listens for its errors",
    );
  });

  it("has one that comes late wait behind the others", () => {
    const { turns, begun, queue } = queueOf(["a", "b"]);
    turns.end();
    queue.add(fakeSocket("c") as unknown as Socket);
    assert.deepEqual(begun, ["a", "b"]);
    turns.end();
    turns.end();
    queue.add(fakeSocket("d") as unknown as Socket);
    assert.deepEqual(begun, ["a", "b", "c", "d"], "a turn without one is not waited for");
  });

  it("passes over sockets that are gone", () => {
    const { turns, begun, sockets } = queueOf(["a", "b", "c", "d"]);
    sockets[1]!.destroyed = true;
    sockets[2]!.destroyed = true;
    turns.end();
    assert.deepEqual(begun, ["a", "d"]);
  });
});

describe("listen()", () => {
  it("serves all of many who begin TLS at once", async () => {
    const { key, cert } = createAuthority().issue();
    const listener = await listen(
      { kind: "tcp", host: "127.0.0.1", port: 0 },
      {
        clock: eventLoop,
        createSink: () => quietSink({}),
        credentials: tls({ key, cert }),
      },
    );
    const port = Number(listener.target.split(":")[1]);
    const protocols = Array.from({ length: 30 }, () => {
      const { promise, resolve, reject } = withResolvers<unknown>();
      const socket = connectTls({ port, rejectUnauthorized: false, ALPNProtocols: ["h2"] });
      socket.once("secureConnect", () => {
        resolve(socket.alpnProtocol);
        socket.destroy();
      });
      socket.once("error", reject);
      return promise;
    });
    assert.deepEqual(new Set(await Promise.all(protocols)), new Set(["h2"]));
    await listener.close();
  });
});

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

// The example of the engine alone, asked by node:http2.

import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { nodeCommand, withArgs } from "./command.js";
import { startServer } from "./program.js";
import { repositoryPath } from "./workspace.js";

const engineServer = () =>
  withArgs(nodeCommand(repositoryPath("examples/http2-engine/dist/server.js")), "127.0.0.1:0");

function ask(session: ClientHttp2Session, path: string, body: string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": body === null ? "GET" : "POST",
      ":path": path,
    });
    let answer = "";
    stream.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    stream.on("end", () => resolve(answer));
    stream.on("error", reject);
    stream.end(body ?? undefined);
  });
}

test("http2-engine: node:http2 is answered on many streams of one connection", async () => {
  await using server = await startServer(engineServer());
  const session = connect(`http://${server.target}`);
  const paths = Array.from({ length: 50 }, (_, index) => `/path/${index}`);
  const answers = await Promise.all(
    paths.map((path, index) => ask(session, path, index % 2 === 0 ? null : "x".repeat(100_000))),
  );
  session.close();
  assert.deepEqual(
    answers,
    paths.map((path) => `You asked for ${path}\n`),
  );
});

/** A socket that takes nothing. */
class FullSocket extends EventEmitter {
  writable = true;
  writableLength = 0;
  hasEnded = false;
  isDestroyed = false;

  write(bytes: Uint8Array): boolean {
    this.writableLength += bytes.length;
    return false;
  }

  end(): void {
    this.hasEnded = true;
    this.writable = false;
  }

  destroy(): void {
    this.isDestroyed = true;
    this.emit("close");
  }
}

interface Host {
  wakeAt(atMs: number): void;
}

/** The example's host on such a socket, with time in the test's hands. */
async function hostOn(context: TestContext): Promise<{ socket: FullSocket; host: Host }> {
  const load = (name: string): Promise<Record<string, new (...of: unknown[]) => unknown>> =>
    import(pathToFileURL(repositoryPath(`examples/http2-engine/dist/${name}.js`)).href);
  const { SocketHost } = await load("socket-host");
  const { HelloSink } = await load("hello-sink");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const socket = new FullSocket();
  const host = new SocketHost!(socket, new HelloSink!()) as Host;
  return { socket, host };
}

test("http2-engine: a peer that does not end its side after an error is dropped after a second", async (context) => {
  const { socket } = await hostOn(context);
  socket.emit("data", Buffer.from("GET / HTTP/1.1\r\n\r\n"));
  assert.equal(socket.hasEnded, true);
  context.mock.timers.tick(999);
  assert.equal(socket.isDestroyed, false);
  context.mock.timers.tick(1);
  assert.equal(socket.isDestroyed, true);
});

test("http2-engine: a peer that reads nothing is dropped, whatever it goes on to send", async (context) => {
  const { socket } = await hostOn(context);
  const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\0\x04\x01\0\0\0\0";
  socket.emit("data", Buffer.from(preface, "latin1"));
  const ping = Buffer.from("\0\0\x08\x06\0\0\0\0\0abcdefgh", "latin1");
  for (let second = 0; second < 59; second++) {
    context.mock.timers.tick(1_000);
    socket.emit("data", ping);
  }
  assert.equal(socket.isDestroyed, false);
  context.mock.timers.tick(1_000);
  assert.equal(socket.isDestroyed, true);
});

test("http2-engine: a time further away than Node's timers reach is no time that has come", async (context) => {
  const { host } = await hostOn(context);
  const { setTimeout } = globalThis;
  const delays: (number | undefined)[] = [];
  context.mock.method(globalThis, "setTimeout", (task: () => void, delayMs?: number) => {
    delays.push(delayMs);
    return setTimeout(task, delayMs);
  });
  host.wakeAt(1e15);
  assert.deepEqual(delays, [0x7fff_ffff]);
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { VirtualClock } from "../testing/index.js";
import { DescriptorWatch } from "./descriptor-watch.js";

function fault(code: string): Error {
  return Object.assign(new Error(`${code}: open`), { code });
}

/** A watch that finds what `found` says at the time, and what it tells. */
function watch(): {
  clock: VirtualClock;
  told: string[];
  found: { error: Error | null; count: number };
  descriptors: DescriptorWatch;
} {
  const clock = new VirtualClock();
  const told: string[] = [];
  const found: { error: Error | null; count: number } = { error: null, count: 0 };
  const descriptors = new DescriptorWatch(
    clock,
    (error) => told.push((error as Error).message),
    () => {
      found.count++;
      if (found.error !== null) throw found.error;
    },
  );
  return { clock, told, found, descriptors };
}

describe("DescriptorWatch", () => {
  it("tells once that descriptors have run out, and again when they do so again", async () => {
    const { clock, told, found, descriptors } = watch();
    const come = async (error: Error | null): Promise<number> => {
      found.error = error;
      descriptors.connectionCame();
      await clock.advance(1_000);
      return told.splice(0).length;
    };
    assert.equal(await come(null), 0);
    assert.equal(await come(fault("EMFILE")), 1);
    assert.equal(await come(fault("EMFILE")), 0);
    assert.equal(await come(null), 0);
    assert.equal(await come(fault("ENFILE")), 1);
  });

  it("says what to do", async () => {
    const { clock, told, found, descriptors } = watch();
    found.error = fault("EMFILE");
    descriptors.connectionCame();
    await clock.advance(1_000);
    assert.match(told.join(), /no file descriptor left.*ulimit -n.*maxConnections.* \(EMFILE\)$/);
  });

  it("looks once for many connections, and not at all while none come", async () => {
    const { clock, found, descriptors } = watch();
    for (let count = 0; count < 50; count++) descriptors.connectionCame();
    await clock.advance(10_000);
    assert.equal(found.count, 1);
  });

  it("says nothing of other errors that it finds itself", async () => {
    const { clock, told, found, descriptors } = watch();
    found.error = fault("EACCES");
    descriptors.connectionCame();
    await clock.advance(1_000);
    assert.deepEqual(told, []);
  });

  it("passes on what accept() has failed with, and explains it where it is that", () => {
    const { told, descriptors } = watch();
    descriptors.acceptFailed(fault("ENOBUFS"));
    descriptors.acceptFailed(fault("EMFILE"));
    descriptors.acceptFailed(fault("EMFILE"));
    assert.equal(told.length, 2);
    assert.equal(told[0], "ENOBUFS: open");
    assert.match(told[1]!, /^This process has no file descriptor left/);
  });
});

const listener = `
  const { listen } = await import(${JSON.stringify(new URL("./listen.js", import.meta.url).href)});
  const { eventLoop } = await import(${JSON.stringify(new URL("./event-loop.js", import.meta.url).href)});
  const { quietSink } = await import(${JSON.stringify(new URL("./sinks.testing.js", import.meta.url).href)});
  const address = { kind: "tcp", host: "127.0.0.1", port: 0 };
  const { target } = await listen(address, { clock: eventLoop, createSink: () => quietSink({}) });
  console.error(target);
`;

it("a listener that runs out of file descriptors says so and goes on", {
  skip: process.platform === "win32" ? "there is no such limit" : false,
}, async () => {
  const node = `ulimit -n 64 && exec "$0" --input-type=module -e "$1"`;
  const child = spawn("/bin/sh", ["-c", node, process.execPath, listener], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const sockets: Socket[] = [];
  try {
    const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    const target = (await lines.next()).value as string;
    const dial = (): Socket => {
      const socket = connect(Number(target.split(":")[1]), "127.0.0.1").on("error", () => {});
      sockets.push(socket);
      return socket;
    };
    for (let count = 0; count < 64; count++) dial();
    assert.match((await lines.next()).value as string, /no file descriptor left.*\(EMFILE\)/);
    // Those that were taken on are let go, and then there is room for another, which is heard: it is
    // greeted with GOAWAY for what it says.
    for (const socket of sockets.splice(0)) socket.destroy();
    for (;;) {
      const socket = dial();
      const heard: Buffer[] = [];
      socket.on("data", (chunk) => heard.push(chunk));
      socket.write("no HTTP/2 at all, for as long as a preface is");
      await new Promise((resolve) => socket.once("close", resolve));
      if (heard.length > 0) break;
    }
  } finally {
    for (const socket of sockets) socket.destroy();
    child.kill();
  }
});

// A server that closes when the process is asked to end.

import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import type { ServerOptions } from "./options.js";
import { createServer } from "./server.js";
import { ServerRig } from "./server-rig.testing.js";

/** A process: who listens to which of its signals. */
class Signals {
  readonly listeners: { readonly signals: readonly string[]; readonly listener: () => void }[] = [];

  readonly onSignals = (signals: readonly string[], listener: () => void): (() => void) => {
    const entry = { signals, listener };
    this.listeners.push(entry);
    return () => {
      const at = this.listeners.indexOf(entry);
      if (at >= 0) this.listeners.splice(at, 1);
    };
  };

  /** True when anybody listens. */
  send(signal: string): boolean {
    const heard = this.listeners.filter(({ signals }) => signals.includes(signal));
    for (const { listener } of heard) listener();
    return heard.length > 0;
  }
}

/** A server that listens, with a call that takes for ever. */
async function listening(closeOnSignals: ServerOptions["closeOnSignals"]) {
  const signals = new Signals();
  const server = new ServerRig(
    { say: () => new Promise(() => {}) },
    { closeOnSignals },
    {
      onSignals: signals.onSignals,
      listen: async () => ({ target: "here", close: async () => {} }),
    },
  ).connect();
  assert.equal(signals.listeners.length, 0, "nobody can reach the server yet");
  await server.server.listen("127.0.0.1:0");
  await server.server.listen("127.0.0.1:0");
  const answer = await server.say("stuck");
  return { signals, server, answer };
}

test("the first signal closes the server as close() does, and what comes after that is the system's", async () => {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    const { signals, server, answer } = await listening(true);
    assert.equal(signals.send(signal), true);
    let isClosed = false;
    void server.server.closed.then(() => {
      isClosed = true;
    });
    await server.clock.advance(9_900);
    assert.equal(answer.status, undefined);
    assert.equal(isClosed, false);
    await server.clock.advance(200);
    assert.equal(answer.status, "14 The server is shutting down");
    await server.clock.advance(2_000);
    assert.equal(isClosed, true);
    assert.equal(signals.send(signal), false);
  }
});

test("the second signal ends what is left at once, and the third is the system's", async () => {
  const { signals, server, answer } = await listening({ graceMs: Infinity });
  signals.send("SIGTERM");
  await server.clock.advance(100_000);
  assert.equal(answer.status, undefined);
  signals.send("SIGINT");
  assert.equal(signals.send("SIGTERM"), false);
  await server.clock.advance(2_000);
  await server.server.closed;
  assert.equal(answer.status, "14 The server is shutting down");
});

test("a signal that is listed twice, or by two names, counts once", async () => {
  const { signals, server, answer } = await listening({
    signals: ["SIGTERM", "SIGTERM", "SIGABRT", "SIGIOT"],
    graceMs: 1_000,
  });
  const [entry] = signals.listeners;
  assert.deepEqual(
    entry?.signals.map((name) => constants.signals[name as NodeJS.Signals]),
    [constants.signals.SIGTERM, constants.signals.SIGABRT],
  );
  signals.send("SIGTERM");
  await server.clock.advance(900);
  assert.equal(answer.status, undefined);
  await server.clock.advance(3_000);
  await server.server.closed;
});

test("other signals, and a server that was not told so, are left alone", async () => {
  const { signals, server } = await listening({ signals: ["SIGTERM"], graceMs: 0 });
  assert.equal(signals.send("SIGINT"), false);
  assert.equal(signals.send("SIGTERM"), true);
  await server.clock.advance(2_000);
  for (const option of [undefined, false]) {
    const other = await listening(option);
    assert.equal(other.signals.listeners.length, 0);
  }
});

test("a server that is closed otherwise leaves signals alone", async () => {
  const { signals, server } = await listening(true);
  void server.server.close({ graceMs: 0 });
  await server.clock.advance(2_000);
  await server.server.closed;
  assert.equal(signals.listeners.length, 0);
});

test("createServer() refuses signals that cannot be caught or are none", () => {
  const cases: [unknown, string, RegExp][] = [
    [
      { signals: ["SIGKILL"] },
      "TypeError",
      /^Cannot set closeOnSignals\.signals to \["SIGKILL"\]: /,
    ],
    [{ signals: ["TERM"] }, "TypeError", /expected a list of signals that can be caught/],
    [{ signals: "SIGTERM" }, "TypeError", /such as \["SIGTERM"\]$/],
    [{ graceMs: -1 }, "RangeError", /^Cannot set graceMs to -1: /],
    [
      { grace: 1 },
      "TypeError",
      /closeOnSignals has no option of that name; did you mean "graceMs"/,
    ],
    ["SIGTERM", "TypeError", /^Cannot read the options: expected an object/],
  ];
  for (const [closeOnSignals, name, message] of cases) {
    assert.throws(() => createServer({ closeOnSignals: closeOnSignals as never }), {
      name,
      message,
    });
  }
});

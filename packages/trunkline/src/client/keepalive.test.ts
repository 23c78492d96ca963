// A channel that asks its servers whether they are there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import { insecure } from "../transport/index.js";
import { createChannel } from "./create-channel.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

const options = { keepalive: { timeMs: 30_000 } };

test("a call on a server that has gone without a word fails with UNAVAILABLE, and the next one connects", async () => {
  const peer = new ScriptedPeer("localhost:50051", options);
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  peer.silence();
  await peer.clock.advance(57_000);
  assert.deepEqual(outcome, {});
  await peer.clock.advance(2_000);
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(
    outcome.error.message,
    '"/test.Echo/Say" on "localhost:50051" lost its connection to memory:right: The peer has not answered a PING within 20000 ms (keepalive)',
  );
  peer.onCall = (call) => call.answer("back");
  const second = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(second.value?.text, "back");
  await peer.close();
});

test("a call may take as long as it likes on a server that answers", async () => {
  const peer = new ScriptedPeer("localhost:50051", options);
  const outcome = watch(peer.echo.say({}));
  await peer.clock.advance(10_000_000);
  peer.call.answer("at last");
  await peer.settle();
  assert.equal(outcome.value?.text, "at last");
  await peer.close();
});

test("a channel asks no more often than every 10 s", async () => {
  for (const timeMs of [1, 9_999, 10_000]) {
    const peer = new ScriptedPeer("localhost:50051", { keepalive: { timeMs } });
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    const pings = peer.countPings();
    await peer.clock.advance(100_000);
    assert.ok(pings() >= 8 && pings() <= 10, `${pings()} PING in 100 s`);
    peer.call.answer("");
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "" });
    await peer.close();
  }
});

test("a channel without calls asks nothing, or what it is told to", async () => {
  for (const [withoutCalls, count] of [
    [false, 0],
    [true, 3],
  ] as const) {
    const peer = new ScriptedPeer("localhost:50051", {
      keepalive: { timeMs: 30_000, withoutCalls },
    });
    peer.onCall = (call) => call.answer("");
    watch(peer.echo.say({}));
    await peer.settle();
    const pings = peer.countPings();
    await peer.clock.advance(100_000);
    assert.equal(pings(), count);
    await peer.close();
  }
});

test("a channel that is told too_many_pings asks half as often from then on, and says so once", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const peer = new ScriptedPeer("localhost:50051", options);
  const warnings: string[] = [];
  for (const [timeMs, nextMs] of [
    [30_000, 60_000],
    [60_000, 120_000],
  ]) {
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    peer.connections.at(-1)!.connection.goAway(ErrorCode.ENHANCE_YOUR_CALM, "too_many_pings");
    await peer.settle();
    assert.match(outcome.error?.message ?? "", /^$|too_many_pings/);
    warnings.push(
      `trunkline: "localhost:50051" is asked too often whether it is there (too_many_pings): keepalive.timeMs was ${timeMs} and is ${nextMs} from now on`,
    );
    assert.deepEqual(
      warn.mock.calls.map(({ arguments: [text] }) => text),
      warnings,
    );
    peer.connections.at(-1)!.session.destroy();
    await peer.settle();
  }
  watch(peer.echo.say({}));
  await peer.settle();
  const pings = peer.countPings();
  await peer.clock.advance(119_000);
  assert.equal(pings(), 0);
  await peer.clock.advance(32_000);
  assert.equal(pings(), 1);
  await peer.close();
});

test("other GOAWAY, and one to a channel that does not ask, change nothing", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const cases: [object, number, string][] = [
    [options, ErrorCode.ENHANCE_YOUR_CALM, "something else"],
    [options, ErrorCode.NO_ERROR, "too_many_pings"],
    [{}, ErrorCode.ENHANCE_YOUR_CALM, "too_many_pings"],
  ];
  for (const [given, code, text] of cases) {
    const peer = new ScriptedPeer("localhost:50051", given);
    watch(peer.echo.say({}));
    await peer.settle();
    peer.connections[0]!.connection.goAway(code, text);
    await peer.close();
  }
  assert.equal(warn.mock.callCount(), 0);
});

test("createChannel() refuses a keepalive that is none", () => {
  const keepalive = { timeMs: -1 };
  assert.throws(() => createChannel("localhost:1", { credentials: insecure(), keepalive }), {
    name: "RangeError",
    message: "Cannot set keepalive.timeMs to -1: expected milliseconds greater than 0, or Infinity",
  });
});

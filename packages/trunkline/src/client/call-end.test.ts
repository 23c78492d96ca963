// How calls end when it is not by the server's status: deadlines, signals, resets, lost connections.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import type { CallOptions } from "./call-options.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

test("a deadline ends the call with DEADLINE_EXCEEDED and RST_STREAM(CANCEL)", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({ text: "x" }, { timeoutMs: 250 }));
  await peer.clock.advance(249);
  assert.deepEqual(outcome, {});
  await peer.clock.advance(2);
  assert.equal(outcome.error?.code, Status.DEADLINE_EXCEEDED);
  assert.match(
    outcome.error.message,
    /^"\/test\.Echo\/Say" on "localhost:50051" did not finish within 250 ms: the deadline passed after 25\d ms, while waiting for the response$/,
  );
  assert.equal(peer.call.resetWith, "CANCEL");
  await peer.close();
});

test("a deadline's error says what the call was waiting for", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => "hang";
  const connecting = watch(peer.echo.say({}, { timeoutMs: 10 }));
  await peer.clock.advance(11);
  assert.match(connecting.error?.message ?? "", /while waiting for a connection$/);
  await peer.close();

  const busy = new ScriptedPeer();
  busy.serverOptions = { maxConcurrentStreams: 1 };
  watch(busy.echo.say({}));
  await busy.settle();
  const queued = watch(busy.echo.say({}, { timeoutMs: 10 }));
  const receiving = watch(busy.echo.say({}, { timeoutMs: 1_000 }));
  await busy.clock.advance(11);
  assert.match(queued.error?.message ?? "", /while waiting for a free stream$/);
  busy.calls[0]?.answer("");
  await busy.settle();
  busy.call.sendHeaders();
  await busy.clock.advance(1_001);
  assert.match(receiving.error?.message ?? "", /while receiving the response$/);
  await busy.close();
});

test("timeoutMs of 0, a deadline in the past and a parent out of time start no call", async () => {
  const peer = new ScriptedPeer();
  for (const options of [
    { timeoutMs: 0 },
    { deadline: new Date(Date.now() - 1) },
    { deadline: new Date(0), timeoutMs: 1_000 },
    { parent: { deadline: new Date(0) } },
    { parent: { deadline: undefined, timeRemainingMs: () => -5 } },
  ] satisfies CallOptions[]) {
    const outcome = watch(peer.echo.say({}, options));
    await peer.settle();
    assert.equal(outcome.error?.code, Status.DEADLINE_EXCEEDED);
    assert.match(outcome.error.message, /was not started/);
  }
  assert.equal(peer.attempts.length, 0);
  await peer.close();
});

test("the earliest of timeoutMs, deadline and the parent's time counts", async () => {
  for (const options of [
    { timeoutMs: 50, deadline: new Date(Date.now() + 60_000) },
    { timeoutMs: Infinity, parent: { timeRemainingMs: () => 50 } },
    { timeoutMs: 60_000, parent: { timeRemainingMs: () => 50, deadline: new Date(0) } },
  ] satisfies CallOptions[]) {
    const peer = new ScriptedPeer();
    const outcome = watch(peer.echo.say({}, options));
    await peer.clock.advance(52);
    assert.equal(outcome.error?.code, Status.DEADLINE_EXCEEDED);
    await peer.close();
  }
});

test("timeoutMs of Infinity is no limit", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({}, { timeoutMs: Infinity }));
  await peer.settle();
  assert.equal(peer.call.headers.get("grpc-timeout"), undefined);
  assert.equal(peer.clock.armedTimers, 0);
  assert.deepEqual(outcome, {});
  await peer.close();
});

test("options that are no options reject the call and throw nothing", async () => {
  const peer = new ScriptedPeer();
  for (const [options, type] of [
    [{ timeoutMs: -1 }, RangeError],
    [{ timeoutMs: Number.NaN }, RangeError],
    [{ timeoutMs: "5" as never }, RangeError],
    [{ deadline: new Date(Number.NaN) }, RangeError],
    [{ deadline: 5 as never }, RangeError],
    [{ metadata: { "grpc-status": "0" } }, TypeError],
    [{ metadata: { "x-bin": "text" } }, TypeError],
    [{ signal: {} as never }, TypeError],
    [{ signal: null as never }, TypeError],
    [{ parent: { signal: "no" as never } }, TypeError],
    [null as never, TypeError],
  ] as const) {
    const outcome = watch(peer.echo.say({}, options as CallOptions));
    await peer.settle();
    assert.ok(outcome.error instanceof type, JSON.stringify(options));
    await assert.rejects(peer.echo.list({}, options as CallOptions).next(), type);
  }
  assert.equal(peer.attempts.length, 0);
  await peer.close();
});

for (const [name, by, make] of [
  ["its signal", "its signal", (signal: AbortSignal): CallOptions => ({ signal })],
  ["its parent", "its parent call", (signal: AbortSignal): CallOptions => ({ parent: { signal } })],
] as const) {
  test(`${name} cancels a call before, while queued, and after it was sent`, async () => {
    const peer = new ScriptedPeer();
    const reason = new Error("enough");

    const before = watch(peer.echo.say({}, make(AbortSignal.abort(reason))));
    await peer.settle();
    assert.equal(before.error?.code, Status.CANCELLED);
    assert.equal(peer.attempts.length, 0);

    const queuedController = new AbortController();
    const queued = watch(peer.echo.say({}, make(queuedController.signal)));
    queuedController.abort(reason);
    await peer.settle();
    assert.equal(queued.error?.code, Status.CANCELLED);
    assert.equal(peer.calls.length, 0);

    const sentController = new AbortController();
    const sent = watch(peer.echo.say({}, make(sentController.signal)));
    await peer.settle();
    sentController.abort(reason);
    await peer.settle();
    assert.equal(sent.error?.code, Status.CANCELLED);
    assert.match(sent.error.message, new RegExp(`was cancelled by ${by}$`));
    assert.equal(sent.error.cause, reason);
    assert.equal(peer.call.resetWith, "CANCEL");
    await peer.close();
  });
}

test("a call that has ended listens to its signal no more", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) => call.answer("");
  let listeners = 0;
  const signal = {
    aborted: false,
    addEventListener: () => listeners++,
    removeEventListener: () => listeners--,
  } as unknown as AbortSignal;
  const outcome = watch(peer.echo.say({}, { signal, parent: { signal } }));
  assert.equal(listeners, 1);
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "" });
  assert.equal(listeners, 0);
  await peer.close();
});

for (const [name, status] of [
  ["NO_ERROR", Status.INTERNAL],
  ["PROTOCOL_ERROR", Status.INTERNAL],
  ["INTERNAL_ERROR", Status.INTERNAL],
  ["CANCEL", Status.CANCELLED],
  ["ENHANCE_YOUR_CALM", Status.RESOURCE_EXHAUSTED],
  ["INADEQUATE_SECURITY", Status.PERMISSION_DENIED],
] as const) {
  test(`RST_STREAM with ${name} ends the call`, async () => {
    const peer = new ScriptedPeer();
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    peer.call.sendHeaders();
    peer.call.stream.reset(ErrorCode[name]);
    await peer.settle();
    assert.equal(outcome.error?.code, status);
    assert.match(outcome.error.message, new RegExp(`reset the stream with ${name}`));
    await peer.close();
  });
}

test("RST_STREAM(CANCEL) is DEADLINE_EXCEEDED once the deadline has passed", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({}, { timeoutMs: 10.5 }));
  await peer.clock.advance(10);
  // The timer of ours fires on the tick of 11 ms: the server is first.
  peer.clock.nowMs = () => 10.6;
  peer.call.stream.reset(ErrorCode.CANCEL);
  await peer.settle();
  assert.equal(outcome.error?.code, Status.DEADLINE_EXCEEDED);
  assert.match(outcome.error.message, /did not finish within/);
  delete (peer.clock as { nowMs?: unknown }).nowMs;
  await peer.close();
});

test("a stream reset with HTTP_1_1_REQUIRED is INTERNAL and says what that means", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.stream.reset(ErrorCode.HTTP_1_1_REQUIRED);
  await peer.settle();
  assert.equal(outcome.error?.code, Status.INTERNAL);
  assert.match(
    outcome.error.message,
    /^"\/test\.Echo\/Say" on "localhost:50051" failed: the server reset the stream with HTTP_1_1_REQUIRED \(.*\); does a proxy stand there that passes on HTTP\/1\.1 only\?$/,
  );
  await peer.close();
});

test("a refused stream is tried once more, and only once", async () => {
  const peer = new ScriptedPeer();
  const retried = watch(peer.echo.say({ text: "a" }));
  await peer.settle();
  peer.call.stream.reset(ErrorCode.REFUSED_STREAM);
  await peer.settle();
  assert.equal(peer.calls.length, 2);
  assert.deepEqual(peer.call.messages, ["a"]);
  peer.call.answer("second");
  await peer.settle();
  assert.deepEqual(retried.value, { text: "second" });

  peer.onCall = (call) => call.stream.reset(ErrorCode.REFUSED_STREAM);
  const refused = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(refused.error?.code, Status.UNAVAILABLE);
  assert.equal(peer.calls.length, 4);
  await peer.close();
});

test("a refused stream is not tried again once messages of its input are gone", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.upload([{ text: "a" }]));
  await peer.settle();
  peer.call.stream.reset(ErrorCode.REFUSED_STREAM);
  await peer.settle();
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(peer.calls.length, 1);
  await peer.close();
});

test("a stream whose input has given nothing yet moves to another one", async () => {
  const peer = new ScriptedPeer();
  let give = (_: { text: string }): void => {};
  const first = new Promise<{ text: string }>((resolve) => {
    give = resolve;
  });
  async function* input() {
    yield await first;
    yield { text: "b" };
  }
  const outcome = watch(peer.echo.upload(input(), { waitForReady: true }));
  await peer.settle();
  peer.onConnect = () => new Error("not now");
  peer.connections[0]?.connection.goAway(ErrorCode.NO_ERROR, "");
  peer.call.stream.reset(ErrorCode.REFUSED_STREAM);
  await peer.settle();
  assert.equal(peer.channel.state, "transientFailure");
  // It comes while there is no stream to send it on, and is kept.
  give({ text: "a" });
  await peer.settle();
  peer.onConnect = () => undefined;
  await peer.clock.advance(1_000);
  assert.equal(peer.calls.length, 2);
  assert.deepEqual(peer.call.messages, ["a", "b"]);
  assert.equal(peer.call.hasEnded, true);
  peer.call.answer("done");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "done" });
  await peer.close();
});

test("a connection that is lost ends its calls with UNAVAILABLE, the next call connects anew", async () => {
  const peer = new ScriptedPeer();
  const [answered, lost] = [watch(peer.echo.say({})), watch(peer.echo.say({}))];
  await peer.settle();
  peer.calls[0]?.answer("");
  await peer.settle();
  assert.deepEqual(answered.value, { text: "" });
  peer.connections[0]?.session.destroy();
  await peer.settle();
  assert.equal(lost.error?.code, Status.UNAVAILABLE);
  assert.match(lost.error.message, /lost its connection/);
  assert.equal(peer.channel.state, "idle");
  peer.onCall = (call) => call.answer("again");
  const next = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(next.value, { text: "again" });
  assert.equal(peer.connections.length, 2);
  await peer.close();
});

test("after GOAWAY open calls finish, refused ones and new ones go to a new connection", async () => {
  const peer = new ScriptedPeer();
  const kept = watch(peer.echo.say({ text: "kept" }));
  await peer.settle();
  const [old] = peer.connections;
  assert.ok(old);
  old.connection.goAway(ErrorCode.NO_ERROR, "restart");
  // Sent before the client has seen GOAWAY, above the last id that it names.
  const moved = watch(peer.echo.say({ text: "moved" }));
  await peer.settle();
  assert.equal(peer.connections.length, 2);
  const next = watch(peer.echo.say({ text: "next" }));
  await peer.settle();
  const later = peer.calls.slice(1);
  assert.deepEqual(
    later.map((call) => call.messages[0]),
    ["moved", "next"],
  );
  for (const call of peer.calls) call.answer(`${call.messages[0]} was answered`);
  await peer.settle();
  assert.deepEqual(kept.value, { text: "kept was answered" });
  assert.deepEqual(moved.value, { text: "moved was answered" });
  assert.deepEqual(next.value, { text: "next was answered" });
  // Dry now, the old connection is let go.
  await peer.settle();
  assert.equal(old.isClosed, true);
  assert.equal(peer.channel.stats.connectionsMade, 2);
  await peer.close();
});

test("GOAWAY on an idle connection leaves the channel idle and connects nothing", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) => call.answer("");
  watch(peer.echo.say({}));
  await peer.settle();
  peer.connections[0]?.connection.goAway(ErrorCode.NO_ERROR, "");
  await peer.settle();
  assert.equal(peer.channel.state, "idle");
  assert.equal(peer.attempts.length, 1);
  await peer.close();
});

test("a call ends once: what comes after its end changes nothing", async () => {
  const peer = new ScriptedPeer();
  const controller = new AbortController();
  let settled = 0;
  const promise = peer.echo.say({}, { timeoutMs: 10, signal: controller.signal });
  promise.catch(() => settled++);
  await peer.settle();
  controller.abort();
  peer.call.answer("too late");
  await peer.clock.advance(20);
  assert.equal(settled, 1);
  await assert.rejects(
    promise,
    (error) => StatusError.is(error) && error.code === Status.CANCELLED,
  );
  await peer.close();
});

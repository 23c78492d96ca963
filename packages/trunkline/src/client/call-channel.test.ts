// Connecting, queueing, giving up and closing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "../grpc/index.js";
import { insecure } from "../transport/index.js";
import { createClient } from "./client.js";
import { createChannel } from "./create-channel.js";
import { Echo, ScriptedPeer, watch } from "./scripted-peer.testing.js";

test("a channel connects with its first call", async () => {
  const peer = new ScriptedPeer();
  await peer.clock.advance(1_000);
  assert.deepEqual([peer.channel.state, peer.attempts], ["idle", []]);
  watch(peer.echo.say({}));
  assert.equal(peer.channel.state, "connecting");
  assert.equal(peer.channel.stats.queuedCalls, 1);
  await peer.settle();
  assert.deepEqual([peer.channel.state, peer.attempts], ["ready", ["10.0.0.1:50051"]]);
  assert.deepEqual(peer.channel.stats, {
    openCalls: 1,
    queuedCalls: 0,
    connectionsMade: 1,
    hasAnswered: true,
  });
  await peer.close();
});

test("plaintext beyond this machine must be asked for", async () => {
  for (const target of ["orders:50051", "10.0.3.7:80", "ipv4:127.0.0.1:1,10.0.0.1:1"]) {
    assert.throws(() => createChannel(target), {
      name: "TypeError",
      message: new RegExp(`^Cannot open a channel to "${target}": .*insecure\\(\\)`),
    });
    assert.equal(createChannel(target, { credentials: insecure() }).state, "idle");
  }
  for (const target of ["localhost:1", "127.0.0.1:1", "[::1]:1", "unix:x"]) {
    assert.equal(createChannel(target).target, target);
  }
});

test("options of a channel that are none are refused", () => {
  for (const maxReceiveMessageBytes of [-1, 1.5, Number.NaN, Infinity, "1" as never]) {
    assert.throws(() => createChannel("localhost", { maxReceiveMessageBytes }), RangeError);
  }
  for (const text of ["", " x", "a\nb", "é", 5 as never]) {
    assert.throws(() => createChannel("localhost", { authority: text }), TypeError);
    assert.throws(() => createChannel("localhost", { userAgent: text }), TypeError);
  }
  assert.throws(() => createChannel("localhost", { streamWindowBytes: 0 }), RangeError);
});

test("createChannel(), Channel.close() and calls say what options must be", async () => {
  const wrong = {
    name: "TypeError",
    message: "Cannot read the options: expected an object and not null",
  };
  assert.throws(() => createChannel("localhost", null as never), wrong);
  assert.throws(() => createChannel("localhost", { credential: insecure() } as never), {
    name: "TypeError",
    message:
      'Cannot set credential: a channel has no option of that name; did you mean "credentials"?',
  });
  const channel = createChannel("localhost");
  await assert.rejects(channel.close(null as never), wrong);
  await assert.rejects(createClient(Echo, channel).say({}, null as never), wrong);
  await channel.close();
});

test("createClient() refuses what is no service or no channel", () => {
  const channel = createChannel("localhost:1");
  assert.throws(() => createClient({} as never, channel), /not a generated service/);
  assert.throws(() => createClient(undefined as never, channel), /not a generated service/);
  assert.throws(
    () => createClient({ typeName: "test.Echo", methods: null } as never, channel),
    /not a generated service/,
  );
  assert.throws(
    () => createClient(Echo, {} as never),
    /^TypeError: Cannot create a client for "test\.Echo": expected a channel made by createChannel$/,
  );
});

test("addresses are tried in turn, and an error names them and the last cause", async () => {
  const peer = new ScriptedPeer("dns:///orders:50051", { credentials: insecure() });
  peer.addresses = ["10.0.3.6", "10.0.3.7"];
  peer.onConnect = (address) => new Error(`connect ECONNREFUSED ${address}`);
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(peer.attempts, ["10.0.3.6:50051", "10.0.3.7:50051"]);
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(
    outcome.error.message,
    'Cannot reach "dns:///orders:50051": connect ECONNREFUSED 10.0.3.7:50051 (2 of 2 addresses tried: 10.0.3.6:50051, 10.0.3.7:50051); is the server up and is the port right? "/test.Echo/Say" has waited 0 ms',
  );
  assert.match(String(outcome.error.cause), /ECONNREFUSED/);
  await peer.close();

  const second = new ScriptedPeer("dns:///orders:50051", { credentials: insecure() });
  second.addresses = ["10.0.3.6", "10.0.3.7"];
  second.onConnect = (address) => (address === "10.0.3.6:50051" ? new Error("refused") : undefined);
  second.onCall = (call) => call.answer("");
  const answered = watch(second.echo.say({}));
  await second.settle();
  assert.deepEqual(answered.value, { text: "" });
  await second.close();
});

test("a name that cannot be resolved is an error that says so", async () => {
  const peer = new ScriptedPeer("orders:50051", { credentials: insecure() });
  peer.addresses = new Error("getaddrinfo ENOTFOUND orders");
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(
    outcome.error.message,
    'Cannot reach "orders:50051": getaddrinfo ENOTFOUND orders; is the name right? "/test.Echo/Say" has waited 0 ms',
  );
  await peer.close();
});

test("an address that does not answer is given up after 20 s, and the next one tried", async () => {
  const peer = new ScriptedPeer();
  peer.addresses = ["10.0.0.1", "10.0.0.2"];
  peer.onConnect = () => "hang";
  const outcome = watch(peer.echo.say({}));
  await peer.clock.advance(20_001);
  assert.deepEqual(peer.attempts, ["10.0.0.1:50051", "10.0.0.2:50051"]);
  assert.deepEqual(outcome, {});
  await peer.clock.advance(20_001);
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.match(outcome.error.message, /no answer within 20 s from 10\.0\.0\.2:50051 \(2 of 2/);
  await peer.close();
});

test("after a failure calls fail at once until the backoff is over, then one connects", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => new Error("refused");
  const first = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(first.error?.code, Status.UNAVAILABLE);
  assert.equal(peer.channel.state, "transientFailure");
  await peer.clock.advance(999);
  const second = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(second.error?.message, first.error.message);
  assert.equal(peer.attempts.length, 1);
  // Nothing is armed: a channel that nobody uses does not keep the process alive.
  assert.equal(peer.clock.armedTimers, 0);
  await peer.clock.advance(1);
  peer.onConnect = () => undefined;
  peer.onCall = (call) => call.answer("");
  const third = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(third.value, { text: "" });
  await peer.close();
});

test("a call that waits for ready waits through failures, with growing waits between", async () => {
  const peer = new ScriptedPeer();
  const startedMs: number[] = [];
  peer.onConnect = () => {
    startedMs.push(Math.round(peer.clock.nowMs()));
    return startedMs.length < 4 ? new Error("refused") : undefined;
  };
  peer.onCall = (call) => call.answer("at last");
  const waiting = watch(peer.echo.say({}, { waitForReady: true }));
  const other = watch(peer.echo.say({}));
  await peer.clock.advance(10_000);
  assert.equal(other.error?.code, Status.UNAVAILABLE);
  assert.deepEqual(waiting.value, { text: "at last" });
  assert.deepEqual(startedMs, [0, 1_000, 2_600, 5_160]);
  await peer.close();
});

test("a success makes the next failure wait as briefly as the first", async () => {
  const peer = new ScriptedPeer();
  const startedMs: number[] = [];
  peer.onConnect = () => {
    startedMs.push(Math.round(peer.clock.nowMs()));
    return startedMs.length === 3 ? undefined : new Error("refused");
  };
  peer.onCall = (call) => call.answer("");
  const first = watch(peer.echo.say({}, { waitForReady: true }));
  await peer.clock.advance(2_600);
  assert.deepEqual(first.value, { text: "" });
  peer.connections[0]?.session.destroy();
  await peer.settle();
  watch(peer.echo.say({}, { waitForReady: true }));
  await peer.clock.advance(1_000);
  assert.deepEqual(startedMs, [0, 1_000, 2_600, 2_600, 3_600]);
  await peer.close();
});

test("a server that hangs up before it has said anything is backed off from", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => "drop";
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.match(outcome.error.message, /ended before the server had answered/);
  assert.equal(peer.channel.state, "transientFailure");
  const next = watch(peer.echo.say({}));
  await peer.settle();
  assert.match(next.error?.message ?? "", /ended before the server had answered/);
  assert.equal(peer.attempts.length, 1);
  await peer.close();
});

test("a server that takes the connection and says nothing is given up after 20 s", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => "mute";
  const outcome = watch(peer.echo.say({}));
  await peer.clock.advance(19_999);
  assert.deepEqual(outcome, {});
  await peer.clock.advance(2);
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(
    outcome.error.message,
    'Cannot reach "localhost:50051": the connection to memory:right ended before the server had answered (no answer within 20 s); does an HTTP/2 server listen there, without TLS? With TLS it is { credentials: tls() }; "/test.Echo/Say" has waited 20000 ms',
  );
  assert.equal(peer.channel.state, "transientFailure");
  const next = watch(peer.echo.say({}, { waitForReady: true }));
  peer.onConnect = () => undefined;
  peer.onCall = (call) => call.answer("");
  await peer.clock.advance(1_000);
  assert.deepEqual(next.value, { text: "" });
  // One that answers in time is not given up.
  peer.onCall = () => {};
  const long = watch(peer.echo.say({}));
  await peer.clock.advance(60_000);
  assert.deepEqual(long, {});
  await peer.close();
});

test("calls beyond the server's limit wait their turn, visibly, and all are answered", async () => {
  const peer = new ScriptedPeer();
  peer.serverOptions = { maxConcurrentStreams: 10 };
  const first = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.answer("");
  await peer.settle();
  assert.deepEqual(first.value, { text: "" });
  peer.calls.length = 0;
  const outcomes = Array.from({ length: 100 }, (_, index) =>
    watch(peer.echo.say({ text: `${index}` })),
  );
  await peer.settle();
  assert.deepEqual(peer.channel.stats, {
    openCalls: 10,
    queuedCalls: 90,
    connectionsMade: 1,
    hasAnswered: true,
  });
  assert.equal(peer.calls.length, 10);
  for (let answered = 0; answered < 100; answered++) {
    const call = peer.calls[answered];
    call?.answer(`${call.messages[0]}`);
    await peer.settle();
  }
  assert.deepEqual(
    outcomes.map((outcome) => outcome.value?.text),
    Array.from({ length: 100 }, (_, index) => `${index}`),
  );
  await peer.close();
});

test("a client assumes room for 100 streams until the server says otherwise", async () => {
  const peer = new ScriptedPeer();
  peer.serverOptions = { maxConcurrentStreams: 1_000 };
  peer.onCall = (call) => call.answer("");
  const outcomes = Array.from({ length: 1_000 }, () => watch(peer.echo.say({})));
  await peer.settle();
  assert.ok(outcomes.every((outcome) => outcome.value?.text === ""));
  assert.equal(peer.channel.stats.connectionsMade, 1);
  await peer.close();
});

test("close() lets open calls finish, fails queued and new ones, and waits for the connection", async () => {
  const peer = new ScriptedPeer();
  peer.serverOptions = { maxConcurrentStreams: 1 };
  const open = watch(peer.echo.say({}));
  await peer.settle();
  const queued = watch(peer.echo.say({}));
  const closed = watch(peer.channel.close());
  const late = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(queued.error?.code, Status.UNAVAILABLE);
  assert.match(queued.error.message, /the channel was closed/);
  assert.equal(late.error?.code, Status.UNAVAILABLE);
  assert.deepEqual([open, "value" in closed], [{}, false]);
  peer.call.answer("finished");
  await peer.clock.advance(1_500);
  assert.deepEqual(open.value, { text: "finished" });
  assert.ok("value" in closed);
  assert.equal(peer.channel.state, "shutdown");
  await peer.close();
});

test("close() cancels what is open when its grace is over", async () => {
  const peer = new ScriptedPeer();
  const open = watch(peer.echo.say({}));
  await peer.settle();
  const closed = watch(peer.channel.close({ graceMs: 100 }));
  await peer.clock.advance(99);
  assert.deepEqual(open, {});
  await peer.clock.advance(2);
  assert.equal(open.error?.code, Status.CANCELLED);
  assert.ok("value" in closed);
  await peer.close();
});

test("close() gives up an attempt under way", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => "hang";
  const waiting = watch(peer.echo.say({}, { waitForReady: true }));
  await peer.settle();
  const closed = watch(peer.channel.close());
  await peer.settle();
  assert.equal(waiting.error?.code, Status.UNAVAILABLE);
  assert.ok("value" in closed);
  assert.equal(peer.clock.armedTimers, 0);
});

test("close() of a channel that never connected resolves, however often it is called", async () => {
  const channel = createChannel("localhost:1");
  await Promise.all([channel.close(), channel.close({ graceMs: 0 }), channel.close()]);
  for (const graceMs of [-1, Number.NaN, "5"]) {
    await assert.rejects(channel.close({ graceMs: graceMs as number }), RangeError);
  }
  assert.equal(channel.state, "shutdown");
});

test("a connection without calls does not keep the process alive, one with calls does", async () => {
  const peer = new ScriptedPeer();
  const holds: string[] = [];
  const connect = peer.connect.bind(peer);
  peer.connect = async (address, options) => {
    const session = await connect(address, options);
    session.ref = () => holds.push("ref");
    session.unref = () => holds.push("unref");
    return session;
  };
  watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(holds, ["ref"]);
  watch(peer.echo.say({}));
  await peer.settle();
  peer.calls[0]?.answer("");
  await peer.settle();
  assert.deepEqual(holds, ["ref"]);
  peer.calls[1]?.answer("");
  await peer.settle();
  assert.deepEqual(holds, ["ref", "unref"]);
  await peer.close();

  const abandoned = new ScriptedPeer();
  const cancelled = new AbortController();
  const unrefs: string[] = [];
  const connectLater = abandoned.connect.bind(abandoned);
  abandoned.connect = async (address, options) => {
    const session = await connectLater(address, options);
    session.unref = () => unrefs.push("unref");
    cancelled.abort();
    return session;
  };
  watch(abandoned.echo.say({}, { signal: cancelled.signal }));
  await abandoned.settle();
  assert.deepEqual(unrefs, ["unref"]);
  await abandoned.close();
});

test("the last stream id sends the calls after it to another connection", async () => {
  const peer = new ScriptedPeer("localhost:50051", { firstStreamId: 0x7fff_fffd });
  peer.onCall = (call) => call.answer("done");
  for (let count = 0; count < 5; count++) {
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    assert.equal(outcome.value?.text, "done");
  }
  const streams = peer.calls.map(({ stream }) => stream.id);
  assert.deepEqual(streams, [0x7fff_fffd, 0x7fff_ffff, 0x7fff_fffd, 0x7fff_ffff, 0x7fff_fffd]);
  assert.equal(peer.channel.stats.connectionsMade, 3);
  await peer.close();
});

test("calls that wait for their turn on the last streams are not lost", async () => {
  const peer = new ScriptedPeer("localhost:50051", { firstStreamId: 0x7fff_fffd });
  peer.onCall = (call) => call.answer("done");
  const outcomes = Array.from({ length: 7 }, () => watch(peer.echo.say({})));
  await peer.settle();
  assert.deepEqual(
    outcomes.map(({ value }) => value?.text),
    new Array(7).fill("done"),
  );
  await peer.close();
});

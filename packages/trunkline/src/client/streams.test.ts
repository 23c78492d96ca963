// Calls with a stream of messages on either side.

import assert from "node:assert/strict";
import { test } from "node:test";
import { outbox, Status, StatusError } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import { type PeerCall, ScriptedPeer, watch } from "./scripted-peer.testing.js";

test("a response stream gives its messages in order and then ends", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) => {
    call.sendHeaders("x-h", "1");
    for (const text of call.messages.concat("a", "b", "c")) call.sendMessage(text);
    call.sendTrailers("grpc-status", "0");
  };
  const stream = peer.echo.list({});
  await peer.settle();
  assert.equal((await stream.headers).get("x-h"), "1");
  const received: string[] = [];
  for await (const { text } of stream) received.push(text);
  assert.deepEqual(received, ["a", "b", "c"]);
  assert.deepEqual(await stream.next(), { done: true, value: undefined });
  await peer.close();
});

test("messages that came before an error are read before it is told", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) =>
    call.sendHeaders().sendMessage("a").sendTrailers("grpc-status", "8", "x-t", "1");
  const stream = peer.echo.list({});
  await peer.settle();
  assert.deepEqual(await stream.next(), { done: false, value: { text: "a" } });
  await assert.rejects(
    stream.next(),
    (error) =>
      StatusError.is(error) &&
      error.code === Status.RESOURCE_EXHAUSTED &&
      error.metadata.get("x-t") === "1",
  );
  assert.deepEqual(await stream.next(), { done: true, value: undefined });
  await peer.close();
});

test("a deadline ends a response stream at once, unread messages or not", async () => {
  const peer = new ScriptedPeer();
  const stream = peer.echo.list({}, { timeoutMs: 10 });
  await peer.settle();
  peer.call.sendHeaders().sendMessage("unread");
  await peer.clock.advance(12);
  await assert.rejects(stream.next(), { code: Status.DEADLINE_EXCEEDED });
  assert.equal(peer.call.resetWith, "CANCEL");
  await peer.close();
});

test("leaving a for await early cancels the call", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) => call.sendHeaders().sendMessage("a").sendMessage("b");
  const stream = peer.echo.list({});
  await peer.settle();
  for await (const { text } of stream) {
    assert.equal(text, "a");
    break;
  }
  await peer.settle();
  assert.equal(peer.call.resetWith, "CANCEL");
  assert.equal(peer.channel.stats.openCalls, 0);
  await peer.close();
});

test("headers reject with the call's error when none come, and need not be handled", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) =>
    call.sendOnly(":status", "200", "content-type", "application/grpc", "grpc-status", "5");
  const stream = peer.echo.list({});
  const unhandled = stream.headers;
  await peer.settle();
  await assert.rejects(stream.next(), { code: Status.NOT_FOUND });
  await assert.rejects(unhandled, { code: Status.NOT_FOUND });
  await peer.close();
});

test("headers of a response that is trailers only are empty", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) =>
    call.sendOnly(":status", "200", "content-type", "application/grpc", "grpc-status", "0");
  const stream = peer.echo.list({});
  await peer.settle();
  assert.equal((await stream.headers).size, 0);
  assert.deepEqual(await stream.next(), { done: true, value: undefined });
  await peer.close();
});

test("a client that does not read stops the server, and lets it go on when it does", async () => {
  const peer = new ScriptedPeer("localhost:1", { streamWindowBytes: 65_536 });
  const stream = peer.echo.list({});
  await peer.settle();
  peer.call.sendHeaders();
  let sent = 0;
  const sendWhileWritable = (call: PeerCall): void => {
    while (sent < 1_000 && call.stream.isWritable) {
      call.sendMessage(`${sent++}`.padEnd(1_000));
    }
  };
  for (let turn = 0; turn < 20; turn++) {
    sendWhileWritable(peer.call);
    await peer.settle();
  }
  const sentUnread = sent;
  assert.ok(sentUnread < 1_000, `the server has sent all of ${sentUnread} messages to nobody`);
  let read = 0;
  while (read < 1_000) {
    const next = watch(stream.next());
    await peer.settle();
    assert.equal(Number(next.value?.value?.text), read++);
    sendWhileWritable(peer.call);
  }
  assert.equal(sent, 1_000);
  peer.call.sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.equal((await stream.next()).done, true);
  await peer.close();
});

test("a stream that ends inside a message is INTERNAL", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) =>
    call.sendHeaders().sendMessage("a").sendBytes([0, 0, 0]).sendTrailers("grpc-status", "0");
  const stream = peer.echo.list({});
  await peer.settle();
  assert.equal((await stream.next()).done, false);
  await assert.rejects(stream.next(), { code: Status.INTERNAL });
  await peer.close();
});

for (const [name, input] of [
  ["an array", () => [{ text: "a" }, { text: "b" }]],
  [
    "a generator",
    function* () {
      yield { text: "a" };
      yield { text: "b" };
    },
  ],
  [
    "an async generator",
    async function* () {
      yield { text: "a" };
      yield { text: "b" };
    },
  ],
  [
    "an outbox",
    () => {
      const out = outbox<{ text: string }>();
      out.write({ text: "a" });
      out.write({ text: "b" });
      out.end();
      return out;
    },
  ],
] as const) {
  test(`requests may come from ${name}`, async () => {
    const peer = new ScriptedPeer();
    const outcome = watch(peer.echo.upload(input()));
    await peer.settle();
    assert.deepEqual(peer.call.messages, ["a", "b"]);
    assert.equal(peer.call.hasEnded, true);
    peer.call.answer("2");
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "2" });
    await peer.close();
  });
}

test("requests and responses of a bidi call alternate as the two ends like", async () => {
  const peer = new ScriptedPeer();
  const out = outbox<{ text: string }>();
  const stream = peer.echo.chat(out);
  await peer.settle();
  peer.call.sendHeaders();
  for (const text of ["a", "b", "c"]) {
    out.write({ text });
    await peer.settle();
    peer.call.sendMessage(`re ${peer.call.messages.at(-1)}`);
    await peer.settle();
    assert.deepEqual(await stream.next(), { done: false, value: { text: `re ${text}` } });
  }
  out.end();
  await peer.settle();
  assert.equal(peer.call.hasEnded, true);
  peer.call.sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.equal((await stream.next()).done, true);
  await peer.close();
});

/** Messages without end that say how often they were asked for and whether they were told to stop. */
class Endless implements AsyncIterable<{ text: string }> {
  pulled = 0;
  returned = 0;

  [Symbol.asyncIterator](): AsyncIterator<{ text: string }> {
    return {
      next: async () => ({ done: false, value: { text: `${this.pulled++}`.padEnd(1_000) } }),
      return: async () => {
        this.returned++;
        return { done: true, value: undefined };
      },
    };
  }
}

test("nothing is asked of an input while the server does not read", async () => {
  const peer = new ScriptedPeer();
  peer.serverOptions = { streamWindowBytes: 65_536 };
  peer.onCall = (call) => {
    call.receive = () => {};
  };
  const input = new Endless();
  watch(peer.echo.upload(input));
  await peer.settle();
  const pulled = input.pulled;
  assert.ok(pulled > 0 && pulled < 1_000, `${pulled} messages were pulled`);
  await peer.settle();
  assert.equal(input.pulled, pulled);
  peer.call.stream.consume(65_536);
  await peer.settle();
  assert.ok(input.pulled > pulled, "the input is not asked for more");
  await peer.close();
  assert.equal(input.returned, 1);
});

test("an input that never waits lets the event loop have its turns", async () => {
  const peer = new ScriptedPeer();
  let pulled = 0;
  function* input() {
    while (pulled < 5_000) {
      pulled++;
      yield {};
    }
  }
  watch(peer.echo.upload(input()));
  await peer.settle();
  assert.equal(peer.call.messages.length, 5_000);
  assert.equal(peer.call.hasEnded, true);
  const again = new ScriptedPeer();
  pulled = 0;
  again.onCall = (call) => call.answer("");
  watch(again.echo.say({}));
  await again.settle();
  watch(again.echo.upload(input()));
  assert.equal(pulled, 512);
  await again.settle();
  await again.close();
  await peer.close();
});

test("the input is told when the server ends the call early, and the stream is closed", async () => {
  const peer = new ScriptedPeer();
  const input = new Endless();
  const outcome = watch(peer.echo.upload(input));
  peer.onCall = (call) => {
    call.receive = () => {};
    call.sendHeaders().sendMessage("enough");
  };
  await peer.settle();
  peer.call.sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "enough" });
  assert.equal(input.returned, 1);
  assert.equal(peer.channel.stats.openCalls, 0);
  assert.equal(peer.connections[0]?.connection.openStreamCount, 0);
  await peer.close();
});

test("the input is told when the call ends before it was sent", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => new Error("connect ECONNREFUSED 10.0.0.1:50051");
  const input = new Endless();
  const outcome = watch(peer.echo.upload(input));
  const out = outbox<{ text: string }>();
  const other = watch(peer.echo.upload(out));
  await peer.settle();
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(other.error?.code, Status.UNAVAILABLE);
  assert.deepEqual([input.pulled, input.returned, out.isClosed], [0, 1, true]);
  await peer.close();
});

test("an input that throws cancels the call, which rejects with that cause", async () => {
  const peer = new ScriptedPeer();
  const cause = new Error("disk gone");
  const async = watch(
    peer.echo.upload(
      (async function* () {
        yield { text: "a" };
        throw cause;
      })(),
    ),
  );
  await peer.settle();
  assert.equal(async.error?.code, Status.CANCELLED);
  assert.equal(async.error?.cause, cause);
  assert.equal(peer.call.resetWith, "CANCEL");
  const sync = watch(
    peer.echo.upload(
      // biome-ignore lint/correctness/useYield: it throws before it would
      (function* (): Generator<{ text: string }> {
        throw cause;
      })(),
    ),
  );
  await peer.settle();
  assert.equal(sync.error?.cause, cause);
  await peer.close();
});

test("an input that is none, or gives what is no message, rejects with a TypeError", async () => {
  const peer = new ScriptedPeer();
  for (const input of [undefined, null, 5, "text", {}]) {
    const outcome = watch(peer.echo.upload(input as never));
    await peer.settle();
    assert.ok(outcome.error instanceof TypeError, String(input));
    assert.match(
      outcome.error.message,
      /^Cannot send messages on "\/test\.Echo\/Upload": expected/,
    );
  }
  let isCleanedUp = false;
  function* wrong() {
    try {
      yield { txt: "a" } as never;
    } finally {
      isCleanedUp = true;
    }
  }
  const outcome = watch(peer.echo.upload(wrong()));
  await peer.settle();
  assert.ok(outcome.error instanceof TypeError);
  assert.match(outcome.error.message, /has no key "txt"/);
  assert.equal(isCleanedUp, true);
  assert.equal(peer.call.resetWith, "CANCEL");
  await peer.close();
});

test("an input whose clean-up throws changes nothing about the call's outcome", async () => {
  const peer = new ScriptedPeer();
  async function* input() {
    try {
      yield { text: "a" };
      await new Promise(() => {});
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: what is tested
      throw new Error("of the clean-up");
    }
  }
  const outcome = watch(peer.echo.upload(input()));
  await peer.settle();
  peer.call.stream.reset(ErrorCode.ENHANCE_YOUR_CALM);
  await peer.settle();
  assert.equal(outcome.error?.code, Status.RESOURCE_EXHAUSTED);
  await peer.close();
});

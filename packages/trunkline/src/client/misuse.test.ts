// What callers hand over that breaks the rules of iterators, signals and times: the call's promise
// rejects, nothing is thrown and nothing escapes.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import type { RequestSource } from "./request-pump.js";
import { type PeerCall, ScriptedPeer, watch } from "./scripted-peer.testing.js";
import type { TextInit } from "./text-message.testing.js";

function boom(): never {
  throw new Error("boom");
}

/** Written so that nobody takes these objects for a slip of the pen. */
const then = "then";

const hostileResults: { readonly [name: string]: () => unknown } = {
  nothing: () => undefined,
  "a promise of nothing": async () => undefined,
  "a number": () => 5,
  "a getter for done that throws": () => ({
    get done() {
      return boom();
    },
  }),
  "a promised getter for done that throws": async () => ({
    get done() {
      return boom();
    },
  }),
  "a getter for value that throws": () => ({
    get value() {
      return boom();
    },
  }),
  "a getter for then that throws": () => ({
    get [then]() {
      return boom();
    },
  }),
  "a thenable that throws": () => ({ [then]: boom }),
};

for (const [name, next] of Object.entries(hostileResults)) {
  test(`an input whose iterator gives ${name} cancels the call`, async () => {
    const peer = new ScriptedPeer();
    const input = {
      [Symbol.asyncIterator]: () => ({ next }),
    } as unknown as RequestSource<TextInit>;
    const uploading = watch(peer.echo.upload(input));
    const chatting = watch(peer.echo.chat(input).next());
    await peer.settle();
    // Also when it is asked at once, on a connection that is there.
    const again = watch(peer.echo.upload(input));
    await peer.settle();
    for (const { error } of [uploading, chatting, again]) {
      assert.ok(StatusError.is(error), String(error));
      assert.equal(error.code, Status.CANCELLED);
      assert.ok(error.cause instanceof Error);
    }
    await peer.close();
  });
}

test("an input of thenables that answer at once is sent in order", async () => {
  const peer = new ScriptedPeer();
  let count = 0;
  const next = () => ({
    [then](resolve: (result: unknown) => void) {
      resolve({ done: count === 3, value: { text: String(count++) } });
    },
  });
  const input = { [Symbol.asyncIterator]: () => ({ next }) } as unknown as RequestSource<TextInit>;
  watch(peer.echo.upload(input));
  await peer.settle();
  assert.deepEqual(peer.call.messages, ["0", "1", "2"]);
  await peer.close();
});

test("calls that share a signal put one listener on it, and none once they are done", async () => {
  const peer = new ScriptedPeer();
  const controller = new AbortController();
  const { signal } = controller;
  const outcomes = Array.from({ length: 50 }, () => watch(peer.echo.say({}, { signal })));
  await peer.settle();
  assert.equal(getEventListeners(signal, "abort").length, 1);
  for (const call of peer.calls.slice(0, 20)) call.answer("done");
  await peer.settle();
  assert.equal(outcomes.filter(({ value }) => value !== undefined).length, 20);
  assert.equal(getEventListeners(signal, "abort").length, 1);
  controller.abort(new Error("enough"));
  await peer.settle();
  const cancelled = outcomes.filter(({ error }) => StatusError.is(error) && error.code === 1);
  assert.equal(cancelled.length, 30);
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await peer.close();
});

test("a parent whose time left is no number rejects the call", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({}, { parent: { timeRemainingMs: () => Number.NaN } }));
  await peer.settle();
  assert.match(String(outcome.error), /RangeError: Cannot use a parent call with NaN ms left/);
  await peer.close();
});

test("metadata that is larger than the server takes fails its own call and no other", async () => {
  const peer = new ScriptedPeer();
  peer.serverOptions = { maxHeaderListBytes: 2_048 };
  peer.onCall = (call) => call.answer("done");
  const before = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(before.value?.text, "done");
  const held: PeerCall[] = [];
  peer.onCall = (call) => held.push(call);
  const other = watch(peer.echo.say({}));
  await peer.settle();
  const large = watch(peer.echo.say({}, { metadata: { "x-large": "v".repeat(4_000) } }));
  await peer.settle();
  assert.equal(large.error?.code, Status.RESOURCE_EXHAUSTED);
  assert.match(
    large.error.message,
    /^"\/test\.Echo\/Say" on "localhost:50051" was not sent: its headers with the metadata have 4\d{3} octets, and the server takes 2048$/,
  );
  held[0]!.answer("still there");
  await peer.settle();
  assert.equal(other.value?.text, "still there");
  assert.equal(peer.channel.stats.connectionsMade, 1);
  await peer.close();
});

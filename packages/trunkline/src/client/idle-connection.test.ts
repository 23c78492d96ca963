// A connection without calls goes after idleTimeoutMs, and the next call makes another one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

async function callOnce(peer: ScriptedPeer, text: string): Promise<void> {
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.answer(text);
  await peer.settle();
  assert.equal(outcome.value?.text, text);
}

test("a channel closes a connection that has had no call for idleTimeoutMs, and makes another one", async () => {
  const peer = new ScriptedPeer("localhost:50051", { idleTimeoutMs: 60_000 });
  await callOnce(peer, "first");
  await peer.clock.advance(59_000);
  assert.equal(peer.channel.state, "ready");
  await callOnce(peer, "second");
  await peer.clock.advance(59_000);
  assert.equal(peer.connections[0]!.isClosed, false, "the time counts from the last call");
  await peer.clock.advance(2_000);
  assert.equal(peer.channel.state, "idle");
  assert.equal(peer.connections[0]!.isClosed, true);
  assert.equal(peer.connections[0]!.connection.goAwayReceived?.debugText, "No call for 60000 ms");
  await callOnce(peer, "third");
  assert.equal(peer.connections.length, 2);
  await peer.close();
});

test("a channel keeps a connection whose call takes longer than idleTimeoutMs", async () => {
  const peer = new ScriptedPeer("localhost:50051", { idleTimeoutMs: 1_000 });
  const outcome = watch(peer.echo.say({}));
  await peer.clock.advance(10_000);
  peer.call.answer("at last");
  await peer.settle();
  assert.equal(outcome.value?.text, "at last");
  await peer.close();
});

// Calls made for another call that is no more than its signal, or that tells its listeners itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type CancelListener, type CancelSource, Status } from "../grpc/index.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

class Source implements CancelSource {
  readonly listeners: Set<CancelListener> = new Set();
  isCancelled = false;

  get signal(): AbortSignal {
    assert.ok(this.isCancelled, "the signal was asked for although there is a cheaper way");
    return AbortSignal.abort("why");
  }

  addCancelListener(listener: CancelListener): void {
    this.listeners.add(listener);
  }

  removeCancelListener(listener: CancelListener): void {
    this.listeners.delete(listener);
  }
}

test("a call listens to a parent that tells its listeners, and not to its signal", async () => {
  const peer = new ScriptedPeer();
  const parent = new Source();
  const answered = watch(peer.echo.say({}, { parent }));
  const cancelled = watch(peer.echo.say({}, { parent }));
  await peer.settle();
  assert.equal(parent.listeners.size, 2);
  peer.calls[0]?.answer("");
  await peer.settle();
  assert.deepEqual(answered.value, { text: "" });
  assert.equal(parent.listeners.size, 1);
  for (const listener of parent.listeners) listener.onCancel("why");
  await peer.settle();
  assert.equal(cancelled.error?.code, Status.CANCELLED);
  assert.equal(cancelled.error.cause, "why");
  assert.equal(peer.call.resetWith, "CANCEL");
  assert.equal(parent.listeners.size, 0);
  await peer.close();
});

test("a call for a parent that is cancelled already is not started", async () => {
  const peer = new ScriptedPeer();
  const parent = new Source();
  parent.isCancelled = true;
  const outcome = watch(peer.echo.say({}, { parent }));
  await peer.settle();
  assert.equal(outcome.error?.code, Status.CANCELLED);
  assert.equal(outcome.error.cause, "why");
  assert.deepEqual([parent.listeners.size, peer.attempts.length], [0, 0]);
  await peer.close();
});

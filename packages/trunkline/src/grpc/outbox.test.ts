import assert from "node:assert/strict";
import { test } from "node:test";
import { outbox } from "./outbox.js";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** True when `promise` has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  await tick();
  return settled;
}

test("outbox() gives what was written, in order, then ends", async () => {
  const out = outbox<number>();
  await out.write(1);
  await out.write(2);
  out.end();
  const seen: number[] = [];
  for await (const message of out) seen.push(message);
  assert.deepEqual(seen, [1, 2]);
  assert.equal(out.isClosed, true);
});

test("outbox() hands a message straight to a waiting reader", async () => {
  const out = outbox<number>();
  const next = out[Symbol.asyncIterator]().next();
  await out.write(1);
  assert.deepEqual(await next, { done: false, value: 1 });
});

test("Outbox.write() waits while the outbox is full", async () => {
  const out = outbox<number>({ capacity: 2 });
  const reader = out[Symbol.asyncIterator]();
  await out.write(1);
  const second = out.write(2);
  assert.equal(await isSettled(second), false);
  await reader.next();
  assert.equal(await isSettled(second), true);
});

test("Outbox.write() rejects once ended, and nobody need handle it", async () => {
  const out = outbox<number>();
  out.end();
  out.write(1);
  await assert.rejects(out.write(1), { message: "Cannot write to an outbox that has ended" });
});

test("Outbox.write() that waits rejects when the call is over", async () => {
  const out = outbox<number>({ capacity: 1 });
  const held = out.write(1);
  await out[Symbol.asyncIterator]().return!();
  await assert.rejects(held, { message: "Cannot write to an outbox whose call is over" });
  assert.equal(out.isClosed, true);
});

test("Outbox.fail() reaches the reader after the messages", async () => {
  const out = outbox<number>();
  await out.write(1);
  out.fail(new Error("gone"));
  const reader = out[Symbol.asyncIterator]();
  assert.deepEqual(await reader.next(), { done: false, value: 1 });
  await assert.rejects(reader.next(), /gone/);
  assert.deepEqual(await reader.next(), { done: true, value: undefined });
});

test("outbox() belongs to one call and has a capacity of at least 1", () => {
  const out = outbox<number>();
  out[Symbol.asyncIterator]();
  assert.throws(() => out[Symbol.asyncIterator](), /Cannot read an outbox twice/);
  assert.throws(() => outbox({ capacity: 0 }), {
    name: "RangeError",
    message: "Cannot set capacity to 0: expected a whole number of at least 1",
  });
});

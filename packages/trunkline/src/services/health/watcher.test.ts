import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Status, StatusError } from "../../grpc/index.js";
import { HealthCheckResponse_ServingStatus as Numbers } from "../../proto/index.js";
import { Watcher } from "./watcher.js";

const { SERVING, NOT_SERVING, UNKNOWN, SERVICE_UNKNOWN } = Numbers;

function watching() {
  const forgotten: Watcher[] = [];
  const owner = { forget: (one: Watcher) => void forgotten.push(one) };
  return { watcher: new Watcher(owner, {}, "shop.Orders", SERVING), forgotten };
}

const error = new StatusError(Status.UNAVAILABLE, "closing");

test("Watcher.next() gives the latest status to a client that was slow, and nothing that has changed back", async () => {
  const { watcher } = watching();
  assert.deepEqual((await watcher.next()).value, { status: SERVING });
  watcher.update(NOT_SERVING);
  watcher.update(SERVING);
  const next = watcher.next();
  watcher.update(SERVING);
  watcher.update(UNKNOWN);
  watcher.update(SERVING);
  assert.deepEqual((await next).value, { status: UNKNOWN });
  assert.deepEqual((await watcher.next()).value, { status: SERVING });
});

test("Watcher.end() lets the status go out first, and the watcher go", async () => {
  const slow = watching();
  slow.watcher.end(error);
  assert.deepEqual((await slow.watcher.next()).value, { status: SERVING });
  assert.deepEqual(slow.forgotten, []);
  await assert.rejects(slow.watcher.next(), error);
  assert.deepEqual(slow.forgotten, [slow.watcher]);

  const waiting = watching();
  await waiting.watcher.next();
  const next = waiting.watcher.next();
  waiting.watcher.end(error);
  await assert.rejects(next, error);
  assert.deepEqual(waiting.forgotten, [waiting.watcher]);
});

test("Watcher.return() answers whoever waits and lets the watcher go", async () => {
  const { watcher, forgotten } = watching();
  await watcher.next();
  const next = watcher.next();
  assert.deepEqual(await watcher.return(), { done: true, value: undefined });
  assert.deepEqual(await next, { done: true, value: undefined });
  assert.deepEqual(forgotten, [watcher]);
});

test("Watcher never gives a status twice in a row, and ends with the last", async () => {
  const step = fc.constantFrom("read" as const, SERVING, NOT_SERVING, UNKNOWN, SERVICE_UNKNOWN);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { watcher } = watching();
      const seen: number[] = [];
      let last: number = SERVING;
      let isWaiting = false;
      const read = async () => {
        if (isWaiting) return;
        isWaiting = true;
        const { value } = await watcher.next();
        isWaiting = false;
        if (value !== undefined) seen.push(value.status);
      };
      for (const one of steps) {
        if (one === "read") await Promise.race([read(), Promise.resolve()]);
        else {
          last = one;
          watcher.update(one);
        }
      }
      for (let turns = 0; turns < 3; turns++)
        await Promise.race([read(), new Promise(setImmediate)]);
      assert.equal(seen.at(-1), last);
      assert.ok(seen.every((status, at) => status !== seen[at - 1]));
      await watcher.return();
    }),
  );
});

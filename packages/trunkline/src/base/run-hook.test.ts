import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { runHook } from "./index.js";

test("runHook() hears of what is thrown at once and of what is rejected, of promises of any make", async () => {
  const errors: unknown[] = [];
  const fault = new Error("fault");
  const foreign = runInNewContext("async (fault) => { throw fault; }") as (fault: Error) => unknown;
  const hooks: (() => unknown)[] = [
    () => {
      throw fault;
    },
    async () => {
      throw fault;
    },
    () => foreign(fault),
    () => undefined,
    () => null,
    async () => 7,
  ];
  for (const hook of hooks) runHook(hook, (error) => errors.push(error));
  assert.equal(errors.length, 1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(errors, [fault, fault, fault]);
});

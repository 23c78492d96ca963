import assert from "node:assert/strict";
import { test } from "node:test";
import { makePayload, payloads } from "./payloads.js";

test("makePayload() makes the same in every run", () => {
  const users = payloads.find(({ name }) => name === "1,000 users")!;
  assert.deepEqual(makePayload(users), makePayload(users));
  const { users: made } = makePayload(users) as { readonly users: readonly object[] };
  assert.equal(made.length, 1000);
  assert.notDeepEqual(made[0], made[1]);
});

test("makePayload() makes the data that counts half twice", () => {
  const halves = payloads.filter(({ weight }) => weight === 0.5);
  const [bigints, numbers] = halves.map(makePayload);
  assert.equal(halves.length, 2);
  assert.deepEqual(bigints, numbers);
});

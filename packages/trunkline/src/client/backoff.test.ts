import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "./backoff.js";

test("Backoff.next() grows from 1 s by 1.6 to at most 120 s", () => {
  const backoff = new Backoff(() => 0.5);
  assert.deepEqual([backoff.next(), backoff.next(), backoff.next()], [1_000, 1_600, 2_560]);
  for (let attempt = 0; attempt < 20; attempt++) backoff.next();
  assert.equal(backoff.next(), 120_000);
  backoff.reset();
  assert.equal(backoff.next(), 1_000);
});

test("Backoff.next() varies by 20 % either way", () => {
  assert.equal(new Backoff(() => 0).next(), 800);
  assert.equal(new Backoff(() => 1).next(), 1_200);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { collidingBigints, collidingWords } from "./colliding-keys.testing.js";
import { hashKey } from "./key-hash.js";

test("hashKey() gives one hash for keys that were computed backwards", () => {
  for (const keys of [collidingBigints(1000), collidingWords(1000)] as readonly (
    | number
    | bigint
  )[][]) {
    assert.equal(new Set(keys).size, 1000);
    for (const key of keys) assert.equal(hashKey(key) & 0xffff, 12_345);
  }
  // The sign of a bigint does not count, and 0 has no digits.
  assert.equal(hashKey(-(2n ** 63n)), hashKey(2n ** 63n));
  assert.equal(hashKey(0n), 0);
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n }), (key) => {
      assert.equal(hashKey(-key), hashKey(key));
    }),
  );
});

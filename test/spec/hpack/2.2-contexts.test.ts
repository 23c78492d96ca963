// RFC 7541 §2.2: each direction has its own table, which only its own blocks change.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder } from "trunkline/http2";
import { expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("Two decoders know nothing of each other's fields", () => {
  const one = new HpackDecoder();
  const other = new HpackDecoder();
  assert.deepEqual(fieldsOf(one, hex("40 0161 0162")), ["a", "b"]);
  assert.deepEqual(fieldsOf(one, hex("be")), ["a", "b"]);
  expectFailure("be", /refers to index 62: expected 1 to 61/, other);
});

test("A new context has an empty dynamic table", () => {
  for (const index of ["be", "bf", "ff00"]) {
    expectFailure(index, /refers to index \d+: expected 1 to 61/);
  }
});

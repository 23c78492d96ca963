// RFC 7541 §2.1.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, fieldsOf, hex } from "./hpack.testing.js";

const fields = ["b", "1", ":status", "200", "a", "2", "b", "3", ":method", "GET", "b", "1"];

test("A decoder keeps the order of the block, whatever stands for each field", () => {
  // A literal, an index into the static table, a literal that is kept, and the index of that.
  const block = hex("00 0162 0131  82  40 0161 0132  be  00 0162 0133");
  const expected = ["b", "1", ":method", "GET", "a", "2", "a", "2", "b", "3"];
  assert.deepEqual(fieldsOf(new HpackDecoder(), block), expected);
});

test("An encoder keeps the order of the list, also as it learns to write it shorter", () => {
  const encoder = new HpackEncoder();
  const decoder = new HpackDecoder();
  for (let count = 0; count < 5; count++) {
    assert.deepEqual(fieldsOf(decoder, encoded(encoder, fields)), fields);
  }
});

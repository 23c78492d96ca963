// RFC 7541 §4.3 and §4.4: the oldest entries go when the table shrinks and when it is full.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

/** Three entries of 34 octets each: "a", "b" and "c", the last being the newest. */
function withThree(maxTableBytes: number): HpackDecoder {
  const decoder = new HpackDecoder({ maxTableBytes });
  fieldsOf(decoder, hex("40 0161 0131  40 0162 0132  40 0163 0133"));
  return decoder;
}

test("§4.3: a smaller size drops the oldest entries until the rest fits", () => {
  const decoder = withThree(4096);
  assert.deepEqual(fieldsOf(decoder, hex("3f26 be bf")), ["c", "3", "b", "2"]);
  expectFailure("c0", /expected 1 to 63/, decoder);
});

test("§4.3: a size of 0 empties the table", () => {
  const decoder = withThree(4096);
  fieldsOf(decoder, hex("20"));
  expectFailure("be", /expected 1 to 61/, decoder);
});

test("§4.3: a larger size brings nothing back", () => {
  const decoder = withThree(4096);
  fieldsOf(decoder, hex("20 3fe11f"));
  expectFailure("be", /expected 1 to 61/, decoder);
});

test("§4.4: a full table drops the oldest entry for a new one", () => {
  const decoder = withThree(2 * 34);
  assert.deepEqual(fieldsOf(decoder, hex("be bf")), ["c", "3", "b", "2"]);
  expectFailure("c0", /expected 1 to 63/, decoder);
});

test("§4.4: an entry larger than the table empties it and is no error", () => {
  const decoder = withThree(4096);
  const value = "78".repeat(100);
  // The size falls to 102 octets, what the three need; an entry of 133 fits no table of that size.
  const block = hex(`3f47 40 0164 64 ${value}`);
  assert.equal(fieldsOf(decoder, block)[1]?.length, 100);
  expectFailure("be", /expected 1 to 61/, decoder);
});

test("§4.4: a new entry may take its name from the one that it drops", () => {
  const decoder = new HpackDecoder({ maxTableBytes: 34 });
  fieldsOf(decoder, hex("40 0161 0131"));
  assert.deepEqual(fieldsOf(decoder, hex("7e 0132")), ["a", "2"]);
  assert.deepEqual(fieldsOf(decoder, hex("be")), ["a", "2"]);
});

test("An encoder and its decoder drop the same entries", () => {
  const encoder = new HpackEncoder({ maxTableBytes: 200 });
  const decoder = new HpackDecoder();
  for (let count = 0; count < 500; count++) {
    const fields = [`x-${count % 5}`, "v".repeat(count % 40), "x-same", "always"];
    assert.deepEqual(fieldsOf(decoder, encoded(encoder, fields)), fields);
  }
});

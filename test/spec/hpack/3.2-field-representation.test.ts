// RFC 7541 §3.2: what each representation adds to the list and to the table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder } from "trunkline/http2";
import { expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("An index adds its field and leaves the table alone", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0161 0131"));
  assert.deepEqual(fieldsOf(decoder, hex("be 82 be")), ["a", "1", ":method", "GET", "a", "1"]);
  expectFailure("bf", /index 63/, decoder);
});

for (const [what, first] of [
  ["without indexing", "00"],
  ["never indexed", "10"],
] as const) {
  test(`A literal ${what} adds its field and leaves the table alone`, () => {
    const decoder = new HpackDecoder();
    assert.deepEqual(fieldsOf(decoder, hex(`${first} 0161 0131`)), ["a", "1"]);
    expectFailure("be", /index 62/, decoder);
  });
}

test("A literal with indexing adds its field to both, at once within its block", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("40 0161 0131 be")), ["a", "1", "a", "1"]);
});

test("A block without octets is a list without fields", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("")), []);
});

test("A block of an earlier table is decoded anew when the table has moved on", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0161 0131"));
  assert.deepEqual(fieldsOf(decoder, hex("be")), ["a", "1"]);
  fieldsOf(decoder, hex("40 0162 0132"));
  assert.deepEqual(fieldsOf(decoder, hex("be")), ["b", "2"]);
});

// RFC 7541 §2.3: the static table, the dynamic table, and one space of indexes over both.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder } from "trunkline/http2";
import { expectFailure, fieldsOf, hex } from "./hpack.testing.js";

/** The value that the literal of its name needs to be told by its index alone, in the order of the table. */
const withValue: readonly (readonly [number, string, string])[] = [
  [1, ":authority", ""],
  [2, ":method", "GET"],
  [3, ":method", "POST"],
  [4, ":path", "/"],
  [5, ":path", "/index.html"],
  [6, ":scheme", "http"],
  [7, ":scheme", "https"],
  [8, ":status", "200"],
  [14, ":status", "500"],
  [15, "accept-charset", ""],
  [16, "accept-encoding", "gzip, deflate"],
  [61, "www-authenticate", ""],
];

for (const [index, name, value] of withValue) {
  test(`§2.3.1: index ${index} of the static table is ${name}${value && `: ${value}`}`, () => {
    assert.deepEqual(fieldsOf(new HpackDecoder(), Uint8Array.of(0x80 | index)), [name, value]);
  });
}

test("§2.3.1: the static table has 61 entries, and all but seven names once", () => {
  const decoder = new HpackDecoder();
  const names = Array.from(
    { length: 61 },
    (_, at) => fieldsOf(decoder, Uint8Array.of(0x81 + at))[0],
  );
  assert.equal(names.length, 61);
  assert.equal(new Set(names).size, 52);
  expectFailure("be", /refers to index 62/);
});

test("§2.3.2: the newest entry of the dynamic table has the lowest index", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0161 0131  40 0162 0132  40 0163 0133"));
  assert.deepEqual(fieldsOf(decoder, hex("be bf c0")), ["c", "3", "b", "2", "a", "1"]);
});

test("§2.3.2: the same field may be in the table more than once", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0161 0131  40 0161 0131  40 0161 0131"));
  assert.deepEqual(fieldsOf(decoder, hex("be bf c0")), ["a", "1", "a", "1", "a", "1"]);
});

test("§2.3.3: an index past both tables is a decoding error", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0161 0131"));
  expectFailure("bf", /refers to index 63: expected 1 to 62/, decoder);
  expectFailure("7f 00 0131", /refers to index 63/);
  expectFailure("0f 2f 0131", /refers to index 62/);
  expectFailure("ff ffffff07", /refers to index/);
});

// RFC 7541 §4.1: an entry counts for the octets of its name and value, uncoded, and 32.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder } from "trunkline/http2";
import { expectFailure, fieldsOf, hex } from "./hpack.testing.js";

/** A literal that the table keeps, with a one-octet name and so many octets of value. */
function entry(name: string, valueOctets: number): Uint8Array {
  assert.ok(valueOctets < 127);
  const value = new Array<number>(valueOctets).fill(0x78);
  return Uint8Array.of(0x40, 1, name.charCodeAt(0), valueOctets, ...value);
}

test("A table of 100 octets holds two entries of 50 octets and not one octet more", () => {
  const decoder = new HpackDecoder({ maxTableBytes: 100 });
  fieldsOf(decoder, entry("a", 50 - 33));
  fieldsOf(decoder, entry("b", 50 - 33));
  assert.deepEqual([fieldsOf(decoder, hex("bf"))[0], fieldsOf(decoder, hex("be"))[0]], ["a", "b"]);
  fieldsOf(decoder, entry("c", 51 - 33));
  assert.equal(fieldsOf(decoder, hex("be"))[0], "c");
  expectFailure("bf", /expected 1 to 62/, decoder);
});

test("What counts are the octets before Huffman coding", () => {
  // "www.example.com" has 15 octets and 12 when coded: with its name of one it counts for 48.
  const coded = hex("40 0161 8c f1e3c2e5f23a6ba0ab90f4ff");
  const fits = new HpackDecoder({ maxTableBytes: 48 });
  fieldsOf(fits, coded);
  assert.deepEqual(fieldsOf(fits, hex("be")), ["a", "www.example.com"]);
  const tooSmall = new HpackDecoder({ maxTableBytes: 47 });
  fieldsOf(tooSmall, coded);
  expectFailure("be", /expected 1 to 61/, tooSmall);
});

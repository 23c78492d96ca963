// RFC 7541 §5.2: strings, plain or Huffman-coded.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";

import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("A plain string is its octets", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("00 0161 03 62ff63")), ["a", "b\xffc"]);
});

test("A Huffman-coded string is padded with the most significant bits of EOS", () => {
  // "a" is 00011: three bits of padding, all of them set.
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("00 0161 81 1f")), ["a", "a"]);
  // "o" is 00111 and "0" is 00000: eight symbols of five bits need no padding at all.
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("00 0161 85 0000000000")), ["a", "00000000"]);
});

test("Padding that is not of EOS is a decoding error", () => {
  for (const digits of ["81 18", "81 1e", "81 1b"]) {
    expectFailure(`00 0161 ${digits}`, /does not end in 0 to 7 bits of EOS/);
  }
});

test("Padding longer than 7 bits is a decoding error", () => {
  for (const digits of ["82 1fff", "81 ff", "82 ffff"]) {
    expectFailure(`00 0161 ${digits}`, /does not end in 0 to 7 bits of EOS/);
  }
});

test("EOS within a string is a decoding error", () => {
  expectFailure("00 0161 84 ffffffff", /holds EOS/);
  expectFailure("00 0161 85 1fffffffff", /holds EOS/);
});

test("A string that is longer than its block is a decoding error", () => {
  for (const digits of ["00 0261", "00 0161 05 61", "00 0161 ff ffffff07", "00", "00 0161"]) {
    expectFailure(digits, /Header block (has a string|ends inside)/);
  }
});

test("A string of no octets is a string, coded or not", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("00 0161 00 00 0161 80")), ["a", "", "a", ""]);
});

test("An encoder codes where that is shorter, and only there", () => {
  const shorter = encoded(new HpackEncoder(), ["x", "www.example.com"]);
  assert.equal(shorter.at(-13), 0x80 | 12);
  const longer = encoded(new HpackEncoder(), ["x", "\xff\xfe\xfd"]);
  assert.deepEqual([...longer.subarray(-4)], [3, 0xff, 0xfe, 0xfd]);
});

test("Every octet comes through both codings", () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, octet) => octet));
  for (const value of [...all, all]) {
    for (const padding of ["", "a".repeat(50)]) {
      const fields = ["x", value + padding];
      assert.deepEqual(fieldsOf(new HpackDecoder(), encoded(new HpackEncoder(), fields)), fields);
    }
  }
});

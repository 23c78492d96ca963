// RFC 7541 §5.1: integers. Prefixes of 4, 5, 6 and 7 bits are seen where blocks have them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";

import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("A value below the prefix's largest takes the prefix alone", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("3e")), []);
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("0e 0131")), [":status", "1"]);
});

test("The prefix's largest value is followed by octets, least significant first", () => {
  // A size of 31 is the prefix's largest and an octet of 0; 1,337 is 31 + 0x1a + 128 × 0x0a.
  fieldsOf(new HpackDecoder(), hex("3f00"));
  fieldsOf(new HpackDecoder(), hex("3f9a0a"));
  expectFailure("3f9a0a", /to 1337 bytes/, new HpackDecoder({ maxTableBytes: 1336 }));
});

test("Octets of 0 at the end make an integer longer, not another", () => {
  fieldsOf(new HpackDecoder(), hex("3f808000"));
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("0f 00 0131")), ["accept-charset", "1"]);
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("0f 8000 0131")), ["accept-charset", "1"]);
});

test("An integer past 2^31-1 is a decoding error", () => {
  for (const digits of ["ff 81ffffff07", "ff ffffffff0f", "3f ffffffff7f"]) {
    expectFailure(digits, /integer past 2147483647/);
  }
});

test("An integer that is too long is a decoding error, also where it adds nothing but 0", () => {
  expectFailure("ff 80808080808000", /more than 5 continuation octets/);
  expectFailure("3f 808080808000", /more than 5 continuation octets/);
});

test("An integer that the block cuts off is a decoding error", () => {
  for (const digits of ["ff", "ff80", "3f", "0f", "7f", "00 0161 7f", "00 7f80"]) {
    expectFailure(digits, /ends inside/);
  }
});

test("What an encoder writes for a length a decoder reads, for every number of octets", () => {
  const decoder = new HpackDecoder({ maxListBytes: 1 << 20 });
  const encoder = new HpackEncoder();
  for (const length of [0, 1, 126, 127, 128, 254, 255, 256, 16_510, 16_511, 70_000]) {
    for (const octet of ["\xff", "a"]) {
      const fields = ["x", octet.repeat(length)];
      assert.deepEqual(fieldsOf(decoder, encoded(encoder, fields)), fields);
    }
  }
});

// RFC 7541 §6: the first bits of each representation.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("§6.1: index 0 is a decoding error", () => {
  expectFailure("80", /index 0/);
});

test("§6.1: an index is 1 and seven bits", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("82")), [":method", "GET"]);
});

for (const [section, what, indexedName, newName] of [
  ["§6.2.1", "with incremental indexing is 01 and six bits", "44 0161", "40 0162 0161"],
  ["§6.2.2", "without indexing is 0000 and four bits", "04 0161", "00 0162 0161"],
  ["§6.2.3", "never indexed is 0001 and four bits", "14 0161", "10 0162 0161"],
] as const) {
  test(`${section}: a literal ${what}, its name indexed or new`, () => {
    assert.deepEqual(fieldsOf(new HpackDecoder(), hex(indexedName)), [":path", "a"]);
    assert.deepEqual(fieldsOf(new HpackDecoder(), hex(newName)), ["b", "a"]);
  });
}

test("§6.2: a literal's name may be of the dynamic table", () => {
  const decoder = new HpackDecoder();
  fieldsOf(decoder, hex("40 0162 0161"));
  const block = hex("7e 0131  0f30 0132  1f30 0133");
  // The first of them makes an entry itself, so the next two find the old one at index 63.
  assert.deepEqual(fieldsOf(decoder, block), ["b", "1", "b", "2", "b", "3"]);
});

test("§6.2.3: an encoder writes authorization and cookies so that nobody keeps them", () => {
  for (const name of ["authorization", "proxy-authorization", "cookie", "set-cookie"]) {
    const encoder = new HpackEncoder();
    for (let count = 0; count < 3; count++) {
      const [first] = encoded(encoder, [name, "secret"]);
      assert.equal(first! & 0xf0, 0x10, name);
    }
  }
});

test("§6.3: a size update is 001 and five bits, and its size at most the limit", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("20")), []);
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("3fe11f")), []);
  expectFailure("3fe21f", /to 4097 bytes: expected at most 4096/);
});

test("§6.3: the limit is our setting, once the peer has acknowledged it", () => {
  const decoder = new HpackDecoder();
  decoder.setMaxTableBytes(8192);
  assert.deepEqual(fieldsOf(decoder, hex("3fe13f")), []);
  expectFailure("3fe23f", /to 8193 bytes: expected at most 8192/, decoder);
});

// RFC 7541 §7: what compression gives away, and what a peer can make us hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HeaderBlock, HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("§7.1.3: secrets are never put into the table, however often they are sent", () => {
  const encoder = new HpackEncoder();
  const decoder = new HpackDecoder();
  const lengths = new Set<number>();
  for (let count = 0; count < 10; count++) {
    const fields = ["authorization", "Bearer 0123456789abcdef"];
    const block = encoded(encoder, fields);
    assert.deepEqual(fieldsOf(decoder, block), fields);
    lengths.add(block.length);
  }
  assert.equal(lengths.size, 1);
  expectFailure("be", /expected 1 to 61/, decoder);
});

test("§7.3: an encoder's table takes at most what it was told, however much the peer offers", () => {
  const encoder = new HpackEncoder();
  encoder.setPeerTableBytes(0xffff_ffff);
  const decoder = new HpackDecoder({ maxTableBytes: 4096 });
  for (let count = 0; count < 300; count++) {
    const fields = [`x-${count % 20}`, `${count % 20}`.repeat(100)];
    assert.deepEqual(fieldsOf(decoder, encoded(encoder, fields)), fields);
  }
});

test("§7.3: a list past the limit is dropped, and the table is kept in step", () => {
  const decoder = new HpackDecoder({ maxListBytes: 200 });
  // The block inserts a field of 34 octets and repeats it until the list is too long.
  const block = hex(`40 0161 0131 ${"be".repeat(9)}`);
  const result = decoder.decode(block, 0, block.length);
  assert.ok(!(result instanceof HeaderBlock) && result.kind === "tooLarge");
  assert.equal(result.listBytes, 340);
  assert.deepEqual(fieldsOf(decoder, hex("be")), ["a", "1"]);
});

test("§7.4: a list of too many fields is dropped, however few octets it takes", () => {
  const decoder = new HpackDecoder({ maxFields: 10, maxListBytes: 1 << 20 });
  const block = hex("82".repeat(11));
  const result = decoder.decode(block, 0, block.length);
  assert.ok(!(result instanceof HeaderBlock) && result.kind === "tooLarge");
  assert.equal(result.fieldCount, 11);
  assert.equal(fieldsOf(decoder, hex("82".repeat(10))).length, 20);
});

test("§7.4: a length far beyond the block allocates nothing and fails at once", () => {
  expectFailure("00 7f80ffffff07", /has a string of 2147483/);
});

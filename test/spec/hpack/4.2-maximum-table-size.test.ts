// RFC 7541 §4.2: the limit is the decoder's, the size the encoder's, and changes are told in time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

const field = ["x-a", "1"];

test("An encoder that chooses less than the limit says so in its first block", () => {
  const block = encoded(new HpackEncoder({ maxTableBytes: 100 }), field);
  assert.deepEqual([...block.subarray(0, 2)], [0x3f, 100 - 31]);
});

test("A changed limit is told at the beginning of the next block, and only there", () => {
  const encoder = new HpackEncoder();
  encoder.setPeerTableBytes(64);
  const first = encoded(encoder, field);
  assert.deepEqual([...first.subarray(0, 2)], [0x3f, 64 - 31]);
  assert.notEqual(encoded(encoder, field)[0]! & 0xe0, 0x20);
});

test("Of several changes the smallest and the last are told", () => {
  const encoder = new HpackEncoder();
  encoder.setPeerTableBytes(1000);
  encoder.setPeerTableBytes(10);
  encoder.setPeerTableBytes(20);
  assert.deepEqual([...encoded(encoder, field).subarray(0, 2)], [0x20 | 10, 0x20 | 20]);
});

test("An encoder never uses more than the peer offers, nor more than it wants itself", () => {
  for (const [offered, wanted, used] of [
    [100, 4096, 100],
    [65_536, 200, 200],
  ] as const) {
    const encoder = new HpackEncoder({ maxTableBytes: wanted });
    encoder.setPeerTableBytes(offered);
    const decoder = new HpackDecoder({ maxTableBytes: used });
    for (let count = 0; count < 100; count++) {
      const fields = [`x-${count % 7}`, "y".repeat(20)];
      assert.deepEqual(fieldsOf(decoder, encoded(encoder, fields)), fields);
    }
  }
});

test("A limit that fell must be heeded by the next block", () => {
  const decoder = new HpackDecoder();
  decoder.setMaxTableBytes(100);
  expectFailure("82", /does not lower the dynamic table size to the 100 bytes/, decoder);
  const heeded = new HpackDecoder();
  heeded.setMaxTableBytes(100);
  assert.deepEqual(fieldsOf(heeded, hex("3f45 82")), [":method", "GET"]);
});

test("A limit that fell and rose again must have been heeded while it was low", () => {
  const decoder = new HpackDecoder();
  decoder.setMaxTableBytes(0);
  decoder.setMaxTableBytes(4096);
  assert.deepEqual(fieldsOf(decoder, hex("20 3fe11f 82")), [":method", "GET"]);
  const unheeded = new HpackDecoder();
  unheeded.setMaxTableBytes(0);
  unheeded.setMaxTableBytes(4096);
  expectFailure("3fe11f 82", /does not lower the dynamic table size/, unheeded);
});

test("A size update after a field is a decoding error", () => {
  expectFailure("82 20", /after its first field/);
});

test("More than the two updates that can be needed are a decoding error", () => {
  expectFailure("20 20 20 82", /more than twice/);
});

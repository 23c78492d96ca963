import assert from "node:assert/strict";
import { test } from "node:test";
import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import { indexed, inserted, integer, requestFields } from "./header-block.js";
import { message, requestBlock, Streams, text } from "./requests.js";

function decoded(decoder: HpackDecoder, bytes: Buffer): readonly string[] {
  const block = decoder.decode(bytes, 0, bytes.length);
  assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
  return block.fields;
}

test("integer() writes the examples of RFC 7541 C.1", () => {
  assert.deepEqual([...integer(10, 5, 0)], [10]);
  assert.deepEqual([...integer(1337, 5, 0)], [31, 154, 10]);
});

test("requestBlock() and an index are what a decoder reads", () => {
  const decoder = new HpackDecoder();
  const bytes = Buffer.concat([
    requestBlock("/a.B/C", [["x", "1"]]),
    inserted("y", "2"),
    indexed(0),
  ]);
  const wanted = [...requestFields("/a.B/C").flat(), "x", "1", "y", "2", "y", "2"];
  assert.deepEqual(decoded(decoder, bytes), wanted);
});

test("Streams.open() says the same in its first and in later blocks", () => {
  const streams = new Streams("/a.B/C");
  const decoder = new HpackDecoder();
  for (const id of [1, 3]) {
    const frame = streams.open();
    assert.equal(frame.readUInt32BE(5), id);
    assert.deepEqual(decoded(decoder, frame.subarray(9)), requestFields("/a.B/C").flat());
  }
});

test("text() is a field of the length asked for, and message() puts its length before it", () => {
  const field = text(300);
  assert.equal(field.length, 300);
  assert.deepEqual([...field.subarray(0, 6)], [0x0a, 0xa7, 0x82, 0x80, 0x00, 0x78]);
  assert.deepEqual([...message(field, 9).subarray(0, 5)], [0, 0, 0, 0, 9]);
});

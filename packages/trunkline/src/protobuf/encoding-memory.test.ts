import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { beginEncoding, endEncoding, expectedAfter } from "./encoding-memory.js";

/** An encoding of `length` bytes that are all `filler`. */
function encode(length: number, filler: number, expected = 0): Uint8Array {
  const out = beginEncoding(expected);
  const start = out.length;
  for (let i = 0; i < length; i++) {
    out.reserve(1);
    out.bytes[out.length++] = filler;
  }
  return endEncoding(out, start);
}

test("endEncoding() gives away bytes that no later encoding changes", () => {
  const lengths = [0, 1, 64, 65, 2048, 2049, 20_000, 70_000, 1_100_000, 2_200_000];
  const given = [...lengths, ...lengths, ...lengths.toReversed()].map((length, at) => {
    const expected = at >= lengths.length ? expectedAfter(length, 0) : 0;
    return { length, filler: at + 1, bytes: encode(length, at + 1, expected) };
  });
  for (const { length, filler, bytes } of given) {
    assert.equal(bytes.length, length);
    assert.ok(
      bytes.every((byte) => byte === filler),
      `${length} bytes`,
    );
  }
});

test("beginEncoding() lends its memory to one encoding at a time", () => {
  for (const expected of [0, 10_000]) {
    const outer = beginEncoding(expected);
    const inner = beginEncoding(expected);
    assert.notEqual(outer, inner);
    endEncoding(inner, inner.length);
    endEncoding(outer, outer.length);
  }
});

test("endEncoding() keeps no block alive by an encoding larger than a view", () => {
  assert.equal(encode(5_000, 1).buffer.byteLength, 5_000);
  assert.equal(encode(5_000, 1, 6_000).buffer.byteLength, 5_000);
  assert.equal(encode(100, 1, 6_000).buffer.byteLength, 100);
});

test("endEncoding() puts encodings of 65 bytes to 2 KiB into one block, and keeps no block alive by smaller ones", () => {
  encode(100, 1);
  const { buffer } = encode(100, 1);
  assert.equal(encode(65, 2).buffer, buffer);
  assert.equal(encode(64, 3).buffer.byteLength, 64);
  assert.equal(encode(100, 4).buffer, buffer);
});

test("endEncoding() gives large memory away where three quarters of it are the encoding", () => {
  for (const [length, isSame] of [
    [1_500_000, true],
    [1_499_999, false],
  ] as const) {
    const out = new OutputBuffer(2_000_000);
    out.length = length;
    const encoding = endEncoding(out, 0);
    assert.equal(encoding.length, length);
    assert.equal(encoding.buffer === out.bytes.buffer, isSame);
  }
});

test("expectedAfter() comes down step by step", () => {
  const large = expectedAfter(100_000, 0);
  assert.ok(large >= 100_000);
  const steps = [large];
  while (steps.at(-1) !== 0) steps.push(expectedAfter(10, steps.at(-1)!));
  assert.ok(steps.length > 3 && steps.length < 10, String(steps));
});

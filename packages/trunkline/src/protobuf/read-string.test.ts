import assert from "node:assert/strict";
import { test } from "node:test";
import { readString } from "./read-string.js";
import { Reader } from "./reader.js";

const LONGEST = 80;

/** Reads `text` from between bytes that are no ASCII, `before` and `after` of them. */
function readBetween(text: string, before: number, after: number): string {
  const content = new TextEncoder().encode(text);
  const bytes = new Uint8Array(before + 1 + content.length + after).fill(0xe9);
  bytes[before] = content.length;
  bytes.set(content, before + 1);
  const reader = new Reader();
  reader.reset(bytes, before, bytes.length - after);
  const read = readString(reader);
  assert.equal(reader.position, reader.end);
  return read;
}

const letters = (count: number): string =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");

test("readString() reads ASCII of every length, wherever it stands in the bytes", () => {
  for (let length = 0; length <= LONGEST; length++) {
    const text = letters(length);
    for (const before of [0, 3, 30]) {
      for (const after of [0, 3, 30]) assert.equal(readBetween(text, before, after), text);
    }
  }
});

test("readString() finds the one character that is not ASCII", () => {
  for (let length = 1; length <= LONGEST; length++) {
    for (let at = 0; at < length; at++) {
      const text = `${letters(at)}\u00e9${letters(length - at - 1)}`;
      assert.equal(readBetween(text, 30, 30), text);
    }
  }
});

test("readString() refuses a byte that is no UTF-8, at every place", () => {
  for (let length = 1; length <= LONGEST; length++) {
    for (let at = 0; at < length; at++) {
      const bytes = new Uint8Array(1 + length).fill(0x61);
      bytes[0] = length;
      bytes[1 + at] = 0xff;
      const reader = new Reader();
      reader.reset(bytes, 0, bytes.length);
      assert.throws(() => readString(reader), /is not valid UTF-8/);
    }
  }
});

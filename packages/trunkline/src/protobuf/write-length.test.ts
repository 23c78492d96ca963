import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { writeString } from "./write-length.js";

const LONGEST = 130;
const TAG = 10;

const letters = (count: number): string =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");

/** Field 1 with `content`, which is shorter than 2^14 bytes, as the encoding says. */
function fieldOf(content: Uint8Array): number[] {
  const { length } = content;
  const size = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return [TAG, ...size, ...content];
}

/** What is written after one byte that was there, into memory of `room` bytes at first. */
function written(text: string, room: number): number[] {
  const out = new OutputBuffer(room);
  out.append(new Uint8Array([0xee]));
  writeString(out, TAG, text);
  const [before, ...rest] = out.bytes.subarray(0, out.length);
  assert.equal(before, 0xee);
  return rest;
}

function check(text: string): void {
  const expected = fieldOf(new TextEncoder().encode(text));
  for (const room of [1, expected.length + 1, 1024]) {
    assert.deepEqual(written(text, room), expected, JSON.stringify(text));
  }
}

test("writeString() writes ASCII of every length", () => {
  for (let length = 0; length <= LONGEST; length++) check(letters(length));
});

test("writeString() finds the one character that is not ASCII, wherever it is", () => {
  for (let length = 1; length <= LONGEST; length++) {
    for (const at of new Set([0, 1, length >> 1, length - 2, length - 1])) {
      if (at < 0 || at >= length) continue;
      for (const other of ["\u0080", "\u00ff", "\u0100", "\u4f60", "\ud800", "\udfff"]) {
        check(`${letters(at)}${other}${letters(length - at - 1)}`);
      }
    }
  }
});

test("writeString() writes pairs of surrogates as one character, and halves of them as U+FFFD", () => {
  for (let before = 0; before <= 41; before++) {
    check(`${letters(before)}\u{1f600}`);
    check(`${letters(before)}\ude00\ud83d`);
  }
});

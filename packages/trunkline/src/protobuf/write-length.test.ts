import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { writeString } from "./write-length.js";

const LONGEST = 130;
const TAG = 10;
/** Of the highest field number: five bytes. */
const LONG_TAG = (2 ** 29 - 1) * 8 + 2;

const letters = (count: number): string =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");

/** A field with `content`, which is shorter than 2^14 bytes, as the encoding says. */
function fieldOf(tag: number, content: Uint8Array): number[] {
  const { length } = content;
  const key = tag === TAG ? [TAG] : [0xfa, 0xff, 0xff, 0xff, 0x0f];
  const size = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return [...key, ...size, ...content];
}

/** What is written after one byte that was there, into memory of `room` bytes at first. */
function written(tag: number, text: string, room: number): number[] {
  const out = new OutputBuffer(room);
  out.append(new Uint8Array([0xee]));
  writeString(out, tag, text);
  const [before, ...rest] = out.bytes.subarray(0, out.length);
  assert.equal(before, 0xee);
  return rest;
}

function check(text: string): void {
  for (const tag of [TAG, LONG_TAG]) {
    const expected = fieldOf(tag, new TextEncoder().encode(text));
    const rooms = [1, expected.length + 1, 3 * text.length + 10, 3 * text.length + 11, 1024];
    for (const room of rooms) {
      assert.deepEqual(written(tag, text, room), expected, JSON.stringify(text));
    }
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

test("writeString() makes room for three bytes a character", () => {
  for (let length = 0; length <= LONGEST; length++) check("\u4f60".repeat(length));
});

test("writeString() writes pairs of surrogates as one character, and halves of them as U+FFFD", () => {
  for (let before = 0; before <= 41; before++) {
    check(`${letters(before)}\u{1f600}`);
    check(`${letters(before)}\ude00\ud83d`);
  }
});

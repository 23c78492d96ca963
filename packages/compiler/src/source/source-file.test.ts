import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeSource } from "./decode-source.js";
import { SourceFile } from "./source-file.js";

const text = fc
  .array(fc.constantFrom("a", "\n", "\r\n", "é", "😀", "日", "\t", "\r"), { maxLength: 60 })
  .map((parts) => parts.join(""));

test("SourceFile.positionOf() counts lines and characters from 1", () => {
  const file = new SourceFile("x.proto", "ab\r\n😀é=\n");
  const positions = [0, 2, 4, 6, 7, 9, 99].map((offset) => {
    const { line, column } = file.positionOf(offset);
    return `${line}:${column}`;
  });
  assert.deepEqual(positions, ["1:1", "1:3", "2:1", "2:2", "2:3", "3:1", "3:1"]);
  assert.deepEqual(file.lineAt(1), { start: 0, text: "ab" });
  assert.deepEqual(file.lineAt(2), { start: 4, text: "😀é=" });
  assert.deepEqual(file.lineAt(9), { start: 9, text: "" });
});

test("SourceFile.positionOf() is what counting by hand gives", () => {
  fc.assert(
    fc.property(text, fc.nat(80), (source, at) => {
      const before = source.slice(0, Math.min(at, source.length));
      // Half a character has no position of its own.
      fc.pre(!/[\ud800-\udbff]$/.test(before));
      const lines = before.split("\n");
      assert.deepEqual(new SourceFile("x", source).positionOf(at), {
        line: lines.length,
        column: [...lines.at(-1)!].length + 1,
      });
    }),
  );
});

test("decodeSource() leaves out a byte order mark at the start, and only there", () => {
  const mark = [0xef, 0xbb, 0xbf];
  const { file, invalidAt } = decodeSource("x", Uint8Array.from([...mark, 0x61, ...mark]));
  assert.equal(file.text, "a\ufeff");
  assert.equal(invalidAt, undefined);
});

test("decodeSource() finds the first byte that is not UTF-8", () => {
  const cases: [number[], number][] = [
    [[0x61, 0xff, 0x62], 1],
    [[0xc3, 0xa9, 0xc3], 1],
    [[0xc0, 0x80], 0],
    [[0xe0, 0x80, 0x80], 0],
    [[0xed, 0xa0, 0x80], 0],
    [[0xf0, 0x80, 0x80, 0x80], 0],
    [[0xf4, 0x90, 0x80, 0x80], 0],
    [[0xf5, 0x80, 0x80, 0x80], 0],
    [[0xf0, 0x9f, 0x98, 0x80, 0x80], 2],
  ];
  for (const [bytes, invalidAt] of cases) {
    assert.equal(decodeSource("x", Uint8Array.from(bytes)).invalidAt, invalidAt, bytes.join());
  }
});

test("decodeSource() reports a place exactly when the bytes are not UTF-8", () => {
  const bytes = fc.array(fc.constantFrom(0x61, 0x80, 0xa0, 0xbf, 0xc3, 0xe0, 0xed, 0xf0, 0xf4));
  fc.assert(
    fc.property(bytes, (list) => {
      const { file, invalidAt } = decodeSource("x", Uint8Array.from(list));
      assert.equal(invalidAt !== undefined, file.text.includes("\ufffd"));
      if (invalidAt !== undefined) assert.equal(file.text.indexOf("\ufffd"), invalidAt);
    }),
  );
});

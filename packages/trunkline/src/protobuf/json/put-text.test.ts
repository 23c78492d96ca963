import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLabel, createNameLabel } from "./label.js";
import { putBase64, putLabel, putString } from "./put-text.js";
import { borrowTextMemory, returnTextMemory, type TextMemory, textOf } from "./text-memory.js";

function textFrom(put: (out: TextMemory) => unknown): string {
  const [out, utf8] = [borrowTextMemory("string"), borrowTextMemory("utf8")];
  put(out);
  put(utf8);
  const text = textOf(out);
  assert.equal(text, Buffer.from(utf8.bytes.subarray(0, utf8.length)).toString());
  returnTextMemory(out);
  return text;
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 100 }),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.string({ maxLength: 100 }),
  fc
    .array(fc.constantFrom("\n", '"', "\\", "\u0000", "word", "é", "☺"), { maxLength: 60 })
    .map((parts) => parts.join("")),
);

test("putString() writes what JSON.stringify() does", () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const expected = JSON.stringify(value.replace(/\p{Surrogate}/gu, "\uFFFD"));
      assert.equal(
        textFrom((out) => putString(out, value)),
        expected,
      );
    }),
  );
});

test("putString() escapes where a text of any length begins and ends, and nothing before it", () => {
  for (let length = 36; length < 60; length++) {
    for (const special of ["\n", "\u0001", '"', "\\"]) {
      const texts = [
        special + "x".repeat(length),
        "x".repeat(length) + special,
        special.repeat(length),
      ];
      for (const text of texts) {
        assert.equal(
          textFrom((out) => {
            putString(out, 'before\n"');
            putString(out, text);
          }),
          JSON.stringify('before\n"') + JSON.stringify(text),
        );
      }
    }
  }
});

test("textOf() puts together what is ASCII and what is not, however they follow each other", () => {
  const parts = fc.array(fc.tuple(anyText, fc.nat({ max: 600 })), { maxLength: 12 });
  fc.assert(
    fc.property(parts, (all) => {
      const texts = all.flatMap(([text, count]) => [
        text.replace(/\p{Surrogate}/gu, "?"),
        "x".repeat(count),
      ]);
      assert.equal(
        textFrom((out) => {
          for (const text of texts) putString(out, text);
        }),
        texts.map((text) => JSON.stringify(text)).join(""),
      );
    }),
  );
});

test("textOf() puts a text together whose wide strings are where its pieces of 64 KiB begin and end", () => {
  const bytes = 64 * 1024;
  for (const length of [bytes - 3, bytes - 2, bytes - 1, bytes, 2 * bytes - 2, 3 * bytes]) {
    const texts = ["x".repeat(length), "\u263a", "\u263b", "y".repeat(bytes - 2), "\u263c", "z"];
    assert.equal(
      textFrom((out) => {
        for (const text of texts) putString(out, text);
      }),
      texts.map((text) => JSON.stringify(text)).join(""),
    );
  }
});

test("putLabel() writes names of every length, in ASCII", () => {
  for (const name of ["a", "userId", "abcde", "a_rather_long_name_of_a_field", 'größe "☺"']) {
    const text = textFrom((out) => putLabel(out, createNameLabel(name)));
    assert.match(text, /^,"[ -~]*":$/);
    assert.equal(JSON.parse(text.slice(1, -1)), name);
  }
  assert.equal(
    textFrom((out) => putLabel(out, createLabel("12345678"))),
    "12345678",
  );
});

test("putBase64() writes what Buffer does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const expected = `"${Buffer.from(bytes).toString("base64")}"`;
      assert.equal(
        textFrom((out) => putBase64(out, bytes)),
        expected,
      );
    }),
  );
});

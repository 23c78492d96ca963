import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../base/index.js";
import { DecodeFault } from "./decode-error.js";
import * as code from "./generated-code.js";

type Put = (out: OutputBuffer, value: never) => void;
type ReadPacked = (reader: code.Reader, list: unknown[]) => unknown[];
type WritePacked = (out: OutputBuffer, tag: number, list: never) => void;

const exports = code as unknown as Readonly<Record<string, unknown>>;
const wideNumber = fc.oneof(
  fc.integer({ min: -(2 ** 20), max: 2 ** 20 }),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 28, 2 ** 49 - 1, 2 ** 49, 2 ** 32, -1),
);
const wideNatural = wideNumber.map((value) => Math.abs(value));
const small = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer());

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Int32: small,
  Uint32: small.map((value) => value >>> 0),
  Sint32: small,
  Int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  Sint64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Fixed32: small.map((value) => value >>> 0),
  Fixed64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  Sfixed32: small,
  Sfixed64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Double: fc.double(),
  Float: fc.float(),
  Bool: fc.boolean(),
  Int64Number: wideNumber,
  Uint64Number: wideNatural,
  Sint64Number: wideNumber,
  Fixed64Number: wideNatural,
  Sfixed64Number: wideNumber,
};

function written(out: OutputBuffer): Uint8Array {
  return out.bytes.slice(0, out.length);
}

/** A reader at the length of the packed field that `bytes` are, after its key of one byte. */
function readerOf(bytes: Uint8Array, end = bytes.length): code.Reader {
  const reader = new code.Reader();
  reader.reset(bytes, 1, end);
  return reader;
}

for (const [name, value] of Object.entries(values)) {
  const put = exports[`put${name}`] as Put;
  const readPacked = exports[`readPacked${name}`] as ReadPacked;
  const writePacked = exports[`writePacked${name}`] as WritePacked;
  const lists = fc.oneof(
    fc.array(value, { maxLength: 12 }),
    fc.array(value, { minLength: 100, maxLength: 400 }),
  );

  test(`writePacked${name}() writes a length and what put${name}() writes`, () => {
    fc.assert(
      fc.property(lists, (list) => {
        const each = new OutputBuffer(8);
        for (const element of list) put(each, element as never);
        const out = new OutputBuffer(8);
        writePacked(out, 10, list as never);
        const wanted = new OutputBuffer(8);
        code.writeBytes(wanted, 10, written(each));
        assert.deepEqual(written(out), written(wanted));
      }),
      { numRuns: 60 },
    );
  });

  test(`readPacked${name}() reads the list, and appends a second piece to it`, () => {
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        let list: unknown[] = [];
        for (const piece of [first, second]) {
          const out = new OutputBuffer(8);
          writePacked(out, 10, piece as never);
          const reader = readerOf(written(out));
          list = readPacked(reader, list);
          assert.equal(reader.position, out.length);
        }
        assert.deepEqual(list, [...first, ...second]);
      }),
      { numRuns: 60 },
    );
  });

  test(`readPacked${name}() refuses a list that ends in the middle of a value`, () => {
    const list = { Bool: [true], Double: [1.5], Float: [1.5] }[name] ?? [
      name.includes("64") && !name.endsWith("Number") ? 300n : 300,
    ];
    const out = new OutputBuffer(8);
    writePacked(out, 10, list as never);
    const bytes = written(out);
    // One byte less is in the list; what follows may look like the rest of the value.
    bytes[1] = bytes[1]! - 1;
    if (name === "Bool") bytes.set([1, 0x80], 1);
    for (const end of [bytes.length - 1, bytes.length]) {
      const reader = readerOf(name === "Bool" ? bytes.slice(0, 3) : bytes, end);
      assert.throws(() => readPacked(reader, []), DecodeFault);
    }
  });
}

for (const name of ["Int64", "Uint64", "Sint64", "Fixed64", "Sfixed64"]) {
  const readPacked = exports[`readPacked${name}Number`] as ReadPacked;
  const writePacked = exports[`writePacked${name}`] as WritePacked;
  const isSigned = name.startsWith("S") || name.startsWith("I");
  const past = [2n ** 53n, 2n ** 63n - 1n, ...(isSigned ? [-(2n ** 53n), -(2n ** 63n)] : [])];

  test(`readPacked${name}Number() refuses what is past 2^53 - 1, wherever in the list`, () => {
    for (const value of past) {
      for (const list of [[value], [1n, value, 2n], [1n, 2n ** 40n, value]]) {
        const out = new OutputBuffer(8);
        writePacked(out, 10, list as never);
        assert.throws(() => readPacked(readerOf(written(out)), []), /a number past 2\^53 - 1/);
      }
    }
  });
}

test("writePackedUint32() makes room for as many bytes as a long list takes", () => {
  const list = Array.from({ length: 20_000 }, (_, at) => (at % 3 === 0 ? 2 ** 32 - 1 : at));
  const out = new OutputBuffer(8);
  code.writePackedUint32(out, 10, list);
  assert.deepEqual(code.readPackedUint32(readerOf(written(out)), []), list);
});

test("writePackedDouble() and readPackedDouble() take lists of every length", () => {
  for (const count of [0, 1, 511, 512, 513, 1024, 1500]) {
    const list = Array.from({ length: count }, (_, at) => (at - 700) / 7);
    const out = new OutputBuffer(8);
    code.writePackedDouble(out, 10, list);
    assert.deepEqual(code.readPackedDouble(readerOf(written(out)), []), list);
  }
  const wrong = new Array<number>(600).fill(1.5).with(300, "2" as never);
  assert.throws(() => code.writePackedDouble(new OutputBuffer(8), 10, wrong), TypeError);
});

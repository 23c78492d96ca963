import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../base/index.js";
import { DecodeFault } from "./decode-error.js";
import * as code from "./generated-code.js";

type Write<T> = (out: OutputBuffer, tag: number, value: T) => void;
type Read<T> = (reader: code.Reader) => T;

const exports = code as unknown as Readonly<Record<string, unknown>>;
const signed = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.maxSafeInteger().map(BigInt),
  fc.integer().map(BigInt),
  fc.constantFrom(2n ** 53n, 2n ** 53n - 1n, -(2n ** 53n), 1n - 2n ** 53n, 2n ** 49n, 2n ** 28n),
);
const unsigned = signed.map((value) => BigInt.asUintN(64, value));

function isSafe(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}

/** `bytes` with `after` more behind them, which belong to something else. */
function readerOf(bytes: Uint8Array, after: number): code.Reader {
  const memory = new Uint8Array(bytes.length + after).fill(0xff);
  memory.set(bytes);
  const reader = new code.Reader();
  reader.reset(memory, 0, bytes.length);
  return reader;
}

for (const name of ["Int64", "Uint64", "Sint64", "Fixed64", "Sfixed64"]) {
  const value = name.startsWith("U") || name.startsWith("F") ? unsigned : signed;
  const write = exports[`write${name}`] as Write<bigint>;
  const writeNumber = exports[`write${name}Number`] as Write<number>;
  const read = exports[`read${name}`] as Read<bigint>;
  const readNumber = exports[`read${name}Number`] as Read<number>;

  test(`read${name}Number() reads what a number can hold, and refuses the rest`, () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 3, 12), (wanted, after) => {
        const out = new OutputBuffer(8);
        write(out, 8, wanted);
        const bytes = out.bytes.slice(1, out.length);
        const reader = readerOf(bytes, after);
        assert.equal(read(readerOf(bytes, after)), wanted);
        if (!isSafe(wanted)) {
          assert.throws(() => readNumber(reader), DecodeFault);
          return;
        }
        assert.equal(readNumber(reader), Number(wanted));
        assert.equal(reader.position, bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  test(`write${name}Number() writes what write${name}() does, and refuses what is no whole number`, () => {
    fc.assert(
      fc.property(value.filter(isSafe), (wanted) => {
        const out = new OutputBuffer(8);
        write(out, 8, wanted);
        const other = new OutputBuffer(8);
        writeNumber(other, 8, Number(wanted));
        assert.deepEqual(
          other.bytes.slice(0, other.length),
          out.bytes.slice(0, out.length),
          String(wanted),
        );
      }),
      { numRuns: 500 },
    );
    const wrong = [1.5, Number.NaN, 2 ** 53, -(2 ** 53), Number.POSITIVE_INFINITY, 1n, "1"];
    for (const each of value === unsigned ? [...wrong, -1] : wrong) {
      assert.throws(() => writeNumber(new OutputBuffer(8), 8, each as number), TypeError);
    }
  });
}

test("readInt64() and readInt64Number() take varints that are longer than they need to be", () => {
  for (let length = 2; length <= 10; length++) {
    const bytes = new Uint8Array(length).fill(0x80);
    bytes[0] = 0x85;
    bytes[length - 1] = 0;
    for (const after of [0, 12]) {
      assert.equal(code.readInt64(readerOf(bytes, after)), 5n);
      assert.equal(code.readInt64Number(readerOf(bytes, after)), 5);
      assert.equal(code.readSint64Number(readerOf(bytes, after)), -3);
    }
  }
  const tooLong = new Uint8Array(11).fill(0x80);
  for (const after of [0, 12]) {
    assert.throws(() => code.readInt64(readerOf(tooLong, after)), /more than 10 bytes/);
    assert.throws(() => code.readInt64Number(readerOf(tooLong, after)), /more than 10 bytes/);
  }
});

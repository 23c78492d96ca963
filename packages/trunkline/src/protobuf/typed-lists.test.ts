import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { OutputBuffer } from "../base/index.js";
import { readTypedFixed } from "./read-typed.js";
import { Reader } from "./reader.js";
import {
  createTyped,
  extendTyped,
  type TypedKind,
  type TypedList,
  typedDoubles,
  typedInt64s,
  typedUint32s,
} from "./typed-lists.js";
import { writeTypedFixed } from "./write-typed.js";

const lists: readonly (readonly [TypedKind<TypedList>, TypedList])[] = [
  [typedDoubles, Float64Array.from({ length: 40 }, (_, index) => index / 3)],
  [typedUint32s, Uint32Array.from({ length: 40 }, (_, index) => index * 2 ** 26)],
  [typedInt64s, BigInt64Array.from({ length: 40 }, (_, index) => BigInt(index - 20) << 40n)],
] as never;

/** The bytes of a packed field whose key is one byte, one of which comes before it. */
function written(list: TypedList, kind: TypedKind<TypedList>): Uint8Array {
  const out = new OutputBuffer(1);
  out.append(Uint8Array.of(0xff));
  writeTypedFixed(out, 10, list, kind);
  return out.bytes.slice(1, out.length);
}

test("writeTypedFixed() and readTypedFixed() do the same where memory has another order than the wire", () => {
  for (const [kind, list] of lists) {
    const swapped = { ...kind, isWireOrder: false };
    const bytes = written(list, kind);
    assert.deepEqual(written(list, swapped), bytes);
    for (const each of [kind, swapped]) {
      const reader = new Reader();
      reader.reset(bytes, 1, bytes.length);
      assert.deepEqual(readTypedFixed(reader, kind.empty, each), list);
    }
  }
});

test("the bytes of a list are in the order of the wire", () => {
  const bytes = written(
    Uint32Array.from({ length: 40 }, () => 0x01020304),
    typedUint32s as never,
  );
  assert.deepEqual([...bytes.subarray(0, 8)], [10, 160, 1, 4, 3, 2, 1, 4]);
});

test("extendTyped() copies a list of many pieces a few times only", () => {
  let list = typedUint32s.empty;
  const memories = new Set<unknown>();
  for (let i = 0; i < 10_000; i++) {
    list = extendTyped(list, 1, typedUint32s);
    list[i] = i;
    memories.add(list.buffer);
  }
  assert.ok(list.every((value, index) => value === index));
  assert.ok(memories.size < 20, `${memories.size}`);
});

test("createTyped() takes a list of another realm", () => {
  const list = runInNewContext("Float64Array.of(1, 2)") as Float64Array;
  assert.ok(!(list instanceof Float64Array));
  const created = createTyped(list, typedDoubles);
  assert.ok(created instanceof Float64Array);
  assert.deepEqual([...created], [1, 2]);
});

test("what has the name of a typed array and no memory is none", () => {
  for (const fake of [
    { [Symbol.toStringTag]: "Float64Array", length: 3, byteLength: 24 },
    { [Symbol.toStringTag]: "Float64Array", length: 2 ** 40 },
  ]) {
    const list = fake as unknown as Float64Array;
    const wanted = {
      name: "TypeError",
      message: /^expected an array.*got an object \(Float64Array\)$/,
    };
    assert.throws(() => createTyped(list, typedDoubles), wanted);
    assert.throws(() => writeTypedFixed(new OutputBuffer(), 10, list, typedDoubles), wanted);
  }
});

test("createTyped() refuses a typed array of another kind, an empty one too", () => {
  for (const other of [new Int8Array(0), new Float32Array(2), new Uint8Array(0)]) {
    assert.throws(() => createTyped(other as never, typedDoubles), {
      name: "TypeError",
      message: `expected an array or Float64Array, got an object (${other.constructor.name})`,
    });
  }
});

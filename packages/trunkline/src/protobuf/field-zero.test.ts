import assert from "node:assert/strict";
import { test } from "node:test";
import { absentValueOf, isLeftOut, isZero } from "./field-zero.js";
import type { FieldInfo } from "./generated-type.js";
import { FieldPlan } from "./message-plan.js";

const planned = (rest: Partial<FieldInfo> & Pick<FieldInfo, "type">): FieldPlan =>
  new FieldPlan({ name: "f", key: "f", number: 1, ...rest }, 0);

/** What every kind of field is not written for, and what comes near to it. */
const cases: readonly [field: FieldPlan, zeros: readonly unknown[], values: readonly unknown[]][] =
  [
    [planned({ type: "string" }), [""], ["0", undefined]],
    [planned({ type: "bool" }), [false], [true, 0, undefined]],
    [planned({ type: "int32" }), [0, -0], [1, "0", 0n, Number.NaN]],
    [planned({ type: "fixed32" }), [0], [1]],
    [planned({ type: "double" }), [0], [-0, Number.NaN, Number.MIN_VALUE, "0"]],
    [planned({ type: "float" }), [0], [-0, Number.NaN]],
    [planned({ type: "int64" }), [0n], [1n, 0, "0"]],
    [planned({ type: "fixed64" }), [0n], [1n, 0]],
    [planned({ type: "int64", as: "number" }), [0, -0], [1, 0n, "0"]],
    [planned({ type: "uint64", as: "string" }), ["0"], ["", "00", 0]],
    [planned({ type: "enum", values: { A: 0, B: 1 } }), [0], [1, "A"]],
    [planned({ type: "bytes" }), [new Uint8Array(0), Buffer.alloc(0)], [Uint8Array.of(0), "", []]],
  ];

test("isZero() is true of the zero of a field alone: -0 and NaN are values of floats, another type is none", () => {
  for (const [field, zeros, values] of cases) {
    for (const zero of zeros) assert.equal(isZero(field, zero), true, `${field.info.type} ${zero}`);
    for (const value of values) {
      assert.equal(isZero(field, value), false, `${field.info.type} ${String(value)}`);
    }
    assert.equal(isZero(field, absentValueOf(field)), true);
  }
});

test("isLeftOut() is false for whatever has presence, and true of lists and maps without elements", () => {
  for (const [{ info }, zeros] of cases) {
    const optional = new FieldPlan({ ...info, hasPresence: true }, 0);
    const required = new FieldPlan({ ...info, isRequired: true }, 0);
    const list = new FieldPlan({ ...info, isRepeated: true }, 0);
    const map = new FieldPlan({ ...info, map: "string" }, 0);
    for (const zero of zeros) {
      assert.equal(isLeftOut(optional, zero), false);
      assert.equal(isLeftOut(required, zero), false);
      assert.equal(isLeftOut(list, [zero]), false);
      assert.equal(isLeftOut(map, new Map([["", zero]])), false);
      assert.equal(isLeftOut(map, { "": zero }), false);
    }
    assert.equal(isLeftOut(list, []), true);
    assert.equal(isLeftOut(map, new Map()), true);
    assert.equal(isLeftOut(map, {}), true);
  }
});

test("isLeftOut() refuses what is no list or map, however empty", () => {
  const list = planned({ type: "string", isRepeated: true });
  const map = planned({ type: "string", map: "string" });
  for (const value of ["", { length: 0 }, null]) {
    assert.throws(() => isLeftOut(list, value), /^TypeError: expected an array/);
  }
  for (const value of ["", 0, null, new Set()]) {
    assert.throws(() => isLeftOut(map, value), /^TypeError: expected a Map or a record/);
  }
});

test("typed lists are left out where they are empty", () => {
  const list = planned({ type: "double", isRepeated: true, typed: "Float64Array" });
  assert.equal(isLeftOut(list, new Float64Array(0)), true);
  assert.equal(isLeftOut(list, new Float64Array(1)), false);
  assert.equal(isLeftOut(list, []), true);
  assert.throws(() => isLeftOut(list, new Float32Array(0)), /expected an array/);
});

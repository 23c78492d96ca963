import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { messageType } from "./create-message-type.js";
import { explainValue } from "./explain-value.js";
import type { FieldLine } from "./field-line.js";
import type { AnyGeneratedType } from "./generated-type.js";

function typeOf(lines: readonly FieldLine[], ...parts: unknown[]): AnyGeneratedType {
  const unused = () => assert.fail("explaining runs no generated code");
  return messageType("T", lines, unused, unused, unused, unused, () => parts);
}

/** What is said of `message`; empty where nothing is wrong. */
function explain(type: AnyGeneratedType, message: unknown): string {
  try {
    explainValue(type, message, undefined);
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return error.message;
  }
  return "";
}

const values: readonly unknown[] = [
  ...[0, -0, 1.5, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 32 - 1, 2 ** 32],
  ...[
    2 ** 53 - 1,
    2 ** 53,
    -(2 ** 53) + 1,
    -(2 ** 53),
    1e21,
    3.4e38,
    3.5e38,
    -3.5e38,
    Number.MAX_VALUE,
  ],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ...[0n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 64n - 1n],
  ...[2n ** 64n, "", "7", "-7", "7 ", "1.5", "0x7", "9223372036854775807", "9223372036854775808"],
  ...[true, false, null, Symbol("7"), () => 7, {}, [], [7], new Date(7), Object(7)],
  ...[new Uint8Array(1), new Uint16Array(1), new Float32Array(1)],
];

function isWholeIn(low: bigint, high: bigint): (value: unknown) => boolean {
  return (value) => low <= (value as bigint) && (value as bigint) <= high;
}

const isInt32 = isWholeIn(-(2n ** 31n), 2n ** 31n - 1n);
const isUint32 = isWholeIn(0n, 2n ** 32n - 1n);
const isInt64 = isWholeIn(-(2n ** 63n), 2n ** 63n - 1n);
const isUint64 = isWholeIn(0n, 2n ** 64n - 1n);
const isDigits = (value: unknown) => typeof value === "string" && /^-?\d+$/.test(value);

const rights: Readonly<Record<string, (value: unknown) => boolean>> = {
  double: (value) => typeof value === "number",
  float: (value) =>
    typeof value === "number" &&
    Number.isFinite(value) === Number.isFinite(new Float32Array([value])[0]),
  bool: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string",
  bytes: (value) => value instanceof Uint8Array,
  "int64 as:string": (value) => isDigits(value) && isInt64(BigInt(value as string)),
  "fixed64 as:string": (value) => isDigits(value) && isUint64(BigInt(value as string)),
  "sint64 as:number": (value) => Number.isSafeInteger(value),
  "uint64 as:number": (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
for (const type of ["int32", "sint32", "sfixed32"]) {
  Object.assign(rights, { [type]: (value: unknown) => Number.isInteger(value) && isInt32(value) });
}
for (const type of ["uint32", "fixed32"]) {
  Object.assign(rights, { [type]: (value: unknown) => Number.isInteger(value) && isUint32(value) });
}
for (const type of ["int64", "sint64", "sfixed64"]) {
  Object.assign(rights, {
    [type]: (value: unknown) => typeof value === "bigint" && isInt64(value),
  });
}
for (const type of ["uint64", "fixed64"]) {
  Object.assign(rights, {
    [type]: (value: unknown) => typeof value === "bigint" && isUint64(value),
  });
}

test("explainValue() tells the values that a scalar can have from all others", () => {
  for (const [scalar, isRight] of Object.entries(rights)) {
    const type = typeOf([`1 a ${scalar}`]);
    for (const value of values) {
      const message = explain(type, { a: value });
      assert.equal(message === "", isRight(value), `${scalar} ${typeof value} ${String(message)}`);
      if (message !== "") assert.match(message, /^T\.a: expected a .+, got ./);
    }
  }
});

test("explainValue() says how far numbers go that hold 64 bits", () => {
  const type = typeOf(["1 signed sint64 as:number", "2 unsigned fixed64 as:number"]);
  const most = 2 ** 53;
  assert.equal(
    explain(type, { signed: -most }),
    `T.signed: expected a whole number from -2^53 + 1 to 2^53 - 1, got ${-most}`,
  );
  assert.equal(
    explain(type, { unsigned: most }),
    `T.unsigned: expected a whole number from 0 to 2^53 - 1, got ${most}`,
  );
});

test("explainValue() looks at each element once, holes included, and at a typed array not at all", () => {
  const type = typeOf(["1 list string repeated", "2 block double repeated typed:Float64Array"]);
  const list: unknown[] = ["a", "b"];
  list[3] = "d";
  assert.equal(explain(type, { list }), "T.list[2]: expected a string, got undefined");
  let count = 0;
  const element = typeOf(["1 a string"]);
  const counting = Array.from({ length: 1000 }, (_, index) => ({
    get a() {
      count++;
      return index === 999 ? 7 : "a";
    },
  }));
  const outer = typeOf(["1 list message:0 repeated"], element);
  assert.equal(explain(outer, { list: counting }), "T.list[999].a: expected a string, got 7");
  assert.equal(count, 1000);
  assert.equal(explain(type, { block: new Float64Array(2) }), "");
  assert.equal(explain(type, { block: [1, "2"] }), 'T.block[1]: expected a number, got "2"');
  assert.equal(
    explain(type, { block: new Float32Array(2) }),
    "T.block: expected an array or Float64Array, got an object (Float32Array)",
  );
});

test("explainValue() tells the keys of a Map from those of a record", () => {
  const type = typeOf([
    "1 wide bool map:int64 keyAs:string",
    "2 flags bool map:bool",
    "3 small bool map:fixed32",
  ]);
  const record = (key: string) => ({ [key]: true });
  assert.equal(explain(type, { wide: record("7"), flags: record("false"), small: {} }), "");
  assert.equal(explain(type, { wide: new Map([["7", true]]), flags: new Map([[true, true]]) }), "");
  assert.equal(
    explain(type, { wide: new Map([[7n, true]]) }),
    "T.wide[7n]: expected a decimal string of a bigint from -2^63 to 2^63 - 1 as key, got 7n",
  );
  assert.equal(
    explain(type, { flags: new Map([["true", true]]) }),
    'T.flags["true"]: expected a boolean as key, got "true"',
  );
  const foreign = runInNewContext("new Map([[7n, true]])");
  assert.equal(
    explain(type, { wide: foreign }),
    "T.wide[7n]: expected a decimal string of a bigint from -2^63 to 2^63 - 1 as key, got 7n",
  );
  for (const key of ["-1", "4294967296", "1.5", ""]) {
    const wanted = `T.small["${key}"]: expected a whole number from 0 to 4294967295 as key`;
    assert.equal(explain(type, { small: record(key) }), `${wanted}, got "${key}"`);
  }
});

test("explainValue() names the first field that is wrong or missing, and of a oneof its member", () => {
  const side = typeOf([
    "1 needed string required",
    "2 left string oneof:side",
    "4 right int32 oneof:side",
  ]);
  const closed = typeOf(["1 mood enum:0 closed", "2 needed string required"], { GOOD: 1, BAD: 7 });
  assert.equal(explain(closed, { mood: 7, needed: "a" }), "");
  assert.equal(
    explain(closed, { mood: 2 }),
    "T.mood: expected one of 1, 7, the values of a closed enum, got 2",
  );
  assert.equal(
    explain(closed, { mood: 1 }),
    "T.needed: expected a value, since the field is required, got undefined",
  );
  assert.equal(explain(side, { needed: "a", side: { case: "right", value: 7 } }), "");
  assert.equal(
    explain(side, { needed: "a", side: { case: "right", value: "7" } }),
    'T.right: expected a whole number from -2147483648 to 2147483647, got "7"',
  );
});

test("explainValue() asks for the oneof where one of its members is the key, or nearly", () => {
  const side = typeOf(["1 left string oneof:side", "2 right int32 oneof:side", "3 email string"]);
  for (const [key, hint] of [
    ["right", '; did you mean "side"?'],
    ["rihgt", '; did you mean "side"?'],
    ["emial", '; did you mean "email"?'],
    ["unknown", ""],
    ["other", ""],
  ] as const) {
    assert.equal(explain(side, { [key]: 1 }), `T.${key}: T has no key "${key}"${hint}`);
  }
});

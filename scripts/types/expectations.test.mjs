import assert from "node:assert/strict";
import { test } from "node:test";
import { mismatches, parseErrors, parseExpectations } from "./expectations.mjs";

const fixture = `const a = 1;
// expect-error: is not assignable
const b: string = a;
  // expect-error: first
  // expect-error: second
call();
`;

test("parseExpectations() ties each comment to the next line of code", () => {
  assert.deepEqual(parseExpectations("x.types.ts", fixture), [
    { path: "x.types.ts", line: 3, sentence: "is not assignable" },
    { path: "x.types.ts", line: 6, sentence: "first" },
    { path: "x.types.ts", line: 6, sentence: "second" },
  ]);
});

test("parseErrors() joins the lines of one error and keeps what is no error of a file", () => {
  const output = `x.types.ts(3,7): error TS2322: Type 'number' is bad.
  Because of this.
error TS5023: Unknown compiler option
`;
  assert.deepEqual(parseErrors(output), [
    { path: "x.types.ts", line: 3, code: "TS2322", text: "Type 'number' is bad. Because of this." },
    { path: "", line: 0, code: "", text: "error TS5023: Unknown compiler option" },
  ]);
});

const expectation = { path: "x.types.ts", line: 3, sentence: "is not assignable" };
const error = {
  path: "x.types.ts",
  line: 3,
  code: "TS2322",
  text: "Type is not assignable to it.",
};

test("mismatches() is empty when each error is expected and each expectation met", () => {
  assert.deepEqual(mismatches([error], [expectation]), []);
});

test("mismatches() tells an expectation whose line compiles", () => {
  assert.deepEqual(mismatches([], [expectation]), [
    'x.types.ts:3: expected the error "is not assignable": it compiles',
  ]);
});

test("mismatches() tells an expectation whose line has another error", () => {
  assert.deepEqual(mismatches([{ ...error, text: "Other" }], [expectation]), [
    'x.types.ts:3: expected the error "is not assignable": Other',
  ]);
});

test("mismatches() tells an error that no comment expects", () => {
  assert.deepEqual(mismatches([error, { ...error, line: 4 }], [expectation]), [
    "x.types.ts:4: TS2322 Type is not assignable to it.",
  ]);
});

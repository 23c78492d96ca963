import assert from "node:assert/strict";
import { test } from "node:test";
import { Value } from "./gen/google/protobuf/struct_pb.js";
import { fromJsonString, fromText } from "./index.js";

test("maxDepth of JSON and of text is a whole number from 1 to 300", () => {
  for (const maxDepth of [Number.NaN, 0, 1.5, 301, Infinity]) {
    const error = new RangeError(
      `Cannot set maxDepth to ${String(maxDepth)}: expected a whole number from 1 to 300`,
    );
    assert.throws(() => fromJsonString(Value, "[]", { maxDepth }), error);
    assert.throws(() => fromText(Value, "", { maxDepth }), error);
  }
  assert.throws(
    () => fromJsonString(Value, "[".repeat(5_000) + "]".repeat(5_000), { maxDepth: 300 }),
    /nested deeper than 300/,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { camelPath, snakePath } from "./mask-path.js";

test("camelPath() has paths that come back as they were, and no others", () => {
  assert.equal(camelPath("user.display_name"), "user.displayName");
  assert.equal(camelPath("_a"), "A");
  for (const wrong of ["a_", "a__b", "a_1", "a_B", "Ab", "a_b_", "_", "", "a,b", ","]) {
    assert.equal(camelPath(wrong), undefined, wrong);
  }
  const unit = fc.constantFrom("a", "b", "z", "_", ".", "B", "1", "\u00e9");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), (path) => {
      const camel = camelPath(path);
      const isOne = path !== "" && !/[A-Z]|_(?![a-z])/.test(path);
      assert.equal(camel !== undefined, isOne);
      if (camel !== undefined) assert.equal(snakePath(camel), path);
    }),
    { numRuns: 500 },
  );
});

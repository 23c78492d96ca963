import assert from "node:assert/strict";
import { test } from "node:test";
import { slope } from "./slope.js";

test("slope() is the rise from one value to the next", () => {
  assert.equal(slope([5, 8, 11, 14]), 3);
  assert.equal(slope([7, 7, 7]), 0);
  assert.equal(slope([4, 2]), -2);
});

test("slope() is little moved by a value that stands out in the middle", () => {
  assert.equal(slope([0, 0, 100, 0, 0]), 0);
});

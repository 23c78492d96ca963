import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise } from "./summary.mjs";

test("summarise() says that nothing ran where a suite's peer is not set up", () => {
  const counts = { passed: 0, failed: 0, skipped: 292, expectedFailures: 0 };
  const sentence = "http2: nothing ran; 292 cases were left out, for the reason above";
  assert.equal(summarise("http2", counts), sentence);
});

test("summarise() tells the sums of what ran", () => {
  const counts = { passed: 290, failed: 2, skipped: 0, expectedFailures: 1 };
  const sums = "http2: 290 passed, 2 failed, 0 skipped, 1 expected failures";
  assert.equal(summarise("http2", counts), sums);
});

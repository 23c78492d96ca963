import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDuration } from "./parse-duration.js";

test("parseDuration() reads what Go writes, and nothing else", () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ["1s", 1_000],
    ["500ms", 500],
    ["1m30s", 90_000],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["2.s", 2_000],
    ["250us", 0.25],
    ["250µs", 0.25],
    ["1000000ns", 1],
    ["0s", undefined],
    ["0", undefined],
    ["", undefined],
    ["5", undefined],
    ["-1s", undefined],
    ["s", undefined],
    ["1s5", undefined],
    ["1 s", undefined],
    ["1d", undefined],
    [".s", undefined],
  ];
  for (const [text, milliseconds] of cases) assert.equal(parseDuration(text), milliseconds, text);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../../run/result.js";
import { payloads } from "./payloads.js";
import { geometricMean, summarise } from "./verdict.js";

function ours(name: string, value: number, ratios: Readonly<Record<string, number>>): Result {
  const common = { suite: "codec", subject: "trunkline", unit: "messages/s", isLessBetter: false };
  return { ...common, case: name, value, ratios, spread: 0, rounds: 5 };
}

const counting = payloads.filter(({ isInMean }) => isInMean);

test("geometricMean() weighs twice as fast as much as half as fast", () => {
  assert.equal(geometricMean([2, 0.5]), 1);
  assert.equal(geometricMean([4, 1]), 2);
});

test("geometricMean() counts two of half the weight as one", () => {
  assert.equal(geometricMean([4, 1, 1], [1, 0.5, 0.5]), 2);
});

test("summarise() holds the mean over all payloads that count against the targets", () => {
  const results = counting.flatMap(({ name }) => [
    ours(`${name}, encode`, 1, { fastest: 2, JSON: 8 }),
    ours(`${name}, decode`, 1, { fastest: 1.2 }),
  ]);
  assert.deepEqual(
    summarise(results).map((line) => [line.case, line.value.toFixed(2), line.passed]),
    [
      ["geometric mean, encode", "2.00", true],
      ["geometric mean, decode", "1.20", false],
    ],
  );
});

test("summarise() says nothing of a side of which a payload is missing", () => {
  const results = counting.slice(1).map(({ name }) => ours(`${name}, encode`, 1, { fastest: 2 }));
  assert.deepEqual(summarise(results), []);
});

test("summarise() compares six key orders with one", () => {
  const lines = summarise([
    ours("partial objects, one key order, encode", 100, { fastest: 1 }),
    ours("partial objects, six key orders, encode", 40, { fastest: 1 }),
  ]);
  assert.deepEqual(
    lines.map(({ value, passed }) => ({ value, passed })),
    [{ value: 0.4, passed: false }],
  );
});

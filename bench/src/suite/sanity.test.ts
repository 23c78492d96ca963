import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../run/result.js";
import { whyVoid } from "./sanity.js";

function resultOf(subject: string, value: number): Result {
  const name = "server, 400 in flight, CPU";
  const figures = { value, unit: "µs/call", isLessBetter: true, spread: 0, rounds: 5 };
  return { suite: "unary", case: name, subject, ...figures };
}

test("whyVoid() lets pass what is within a quarter of the known ratio of 1.99", () => {
  for (const ratio of [1.5, 1.99, 2.48]) {
    assert.equal(whyVoid([resultOf("grpc-js", 20 * ratio), resultOf("node:http2", 20)]), undefined);
  }
});

test("whyVoid() says what is wrong with a run in which peers cost what they do not", () => {
  for (const ratio of [1.48, 2.5]) {
    const why = whyVoid([resultOf("grpc-js", 20 * ratio), resultOf("node:http2", 20)]);
    assert.match(why!, /^grpc-js costs [\d.]+ times node:http2, expected 1.99 within 25 %/);
  }
});

test("whyVoid() has nothing to say where one of the two was not measured", () => {
  assert.equal(whyVoid([resultOf("grpc-js", 80)]), undefined);
});

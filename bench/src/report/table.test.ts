import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../run/result.js";
import { align, bar, caseTable, figure } from "./table.js";

test("figure() has as many digits as a figure is worth", () => {
  assert.deepEqual([0.4567, 9.876, 45.67, 123.4, 1_234_567.8].map(figure), [
    "0.46",
    "9.88",
    "45.7",
    "123",
    "1,234,568",
  ]);
});

test("bar() is as long as its share and never empty", () => {
  assert.deepEqual(
    [1, 0.5, 0.55, 0].map((share) => bar(share, 4)),
    ["████", "██", "██▎", "▏"],
  );
});

test("align() makes every column as wide as its widest cell", () => {
  assert.deepEqual(
    align(
      [
        ["a", "1"],
        ["long", "100"],
      ],
      [1],
    ),
    ["a       1", "long  100"],
  );
});

test("caseTable() has the best first, and says what the ratios are", () => {
  const base = {
    suite: "unary",
    case: "server, 1 in flight",
    unit: "calls/s",
    isLessBetter: false,
    spread: 0,
    rounds: 5,
  };
  const results: Result[] = [
    { ...base, subject: "grpc-js", value: 10 },
    { ...base, subject: "trunkline", value: 40, ratios: { "grpc-js": 4, fastest: 4 } },
  ];
  assert.deepEqual(
    caseTable(results).map((line) => line.replaceAll("█", "")),
    [
      "server, 1 in flight",
      "  trunkline  40.0  calls/s  ±0 %  ",
      "  grpc-js    10.0  calls/s  ±0 %  ▌",
      "  trunkline is 4.00 × grpc-js",
    ],
  );
});

test("caseTable() says of each target and limit whether it is met", () => {
  const ours: Result = {
    suite: "http2",
    case: "server, 1 in flight, CPU",
    subject: "trunkline",
    value: 10,
    unit: "µs/call",
    isLessBetter: true,
    spread: 0,
    rounds: 5,
    ratios: { floor: 0.8, "node:http2": 1.5, fastest: 0.8 },
    targets: { floor: 0.85, "node:http2": 1.4 },
    limit: 9.5,
    passed: false,
  };
  assert.deepEqual(caseTable([ours]).slice(-2), [
    "  trunkline is 0.80 × floor (target 0.85: MISSED), 1.50 × node:http2 (target 1.4: met)",
    "  10.0 µs/call of at most 9.50: MISSED",
  ]);
});

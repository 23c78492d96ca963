// Every byte allocated for a call is collected later, so what a call allocates is part of its price and
// unlike time it can be held to a figure (decision "throughput is designed in, with a budget").

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

/** Measured on Node 20 and rounded up to the next 50. It may only fall. */
const MOST_BYTES_A_CALL = 1000;

// The optimiser decides on another thread what it inlines, so the same program allocates 941 bytes a call
// in most runs on Node 26 and up to 1,045 in one of ten. What the code needs is the lowest of a few runs.
const MOST_RUNS = 4;

function bytesACall(): number {
  const program = fileURLToPath(new URL("./allocations.testing.js", import.meta.url));
  const flags = ["--min-semi-space-size=128", "--max-semi-space-size=128"];
  const env = { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "" };
  const printed = execFileSync(process.execPath, [...flags, program], { encoding: "utf8", env });
  const bytes = Number(printed);
  assert.ok(bytes > 200, `${printed} bytes a call: a collection came in between`);
  return bytes;
}

it("a unary call at the server allocates no more than it did", () => {
  const runs: number[] = [];
  do runs.push(bytesACall());
  while (runs.at(-1)! > MOST_BYTES_A_CALL && runs.length < MOST_RUNS);
  assert.ok(
    runs.at(-1)! <= MOST_BYTES_A_CALL,
    `${runs.join(", ")} bytes a call: expected at most ${MOST_BYTES_A_CALL}`,
  );
});

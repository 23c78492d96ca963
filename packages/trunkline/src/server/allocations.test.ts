// Every byte allocated for a call is collected later, so what a call allocates is part of its price and
// unlike time it can be held to a figure (decision "throughput is designed in, with a budget").

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

/** Measured on Node 20, 997 (951 on Node 26). It may only fall. */
const MOST_BYTES_A_CALL = 1000;

// Without the first flag the optimiser decides on another thread, and so with luck, what it inlines: the
// same program then allocates up to a tenth more in one run than in another.
const FLAGS = [
  "--no-concurrent-recompilation",
  "--min-semi-space-size=128",
  "--max-semi-space-size=128",
];

function bytesACall(): number {
  const program = fileURLToPath(new URL("./allocations.testing.js", import.meta.url));
  const env = { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "" };
  const printed = execFileSync(process.execPath, [...FLAGS, program], { encoding: "utf8", env });
  const bytes = Number(printed);
  assert.ok(bytes > 200, `${printed} bytes a call: a collection came in between`);
  return bytes;
}

it("a unary call at the server allocates no more than it did", () => {
  const bytes = bytesACall();
  assert.ok(
    bytes <= MOST_BYTES_A_CALL,
    `${bytes} bytes a call: expected at most ${MOST_BYTES_A_CALL}`,
  );
});

// Every byte allocated for a call is collected later, so what a call allocates is part of its price and
// unlike time it can be held to a figure (decision "throughput is designed in, with a budget"). What the
// layers above add is held by server/allocations.test.ts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

/** Measured on Node 20: 192 (168 on Node 26, and on Node 20 where the optimiser runs beside). It may only fall. */
const MOST_BYTES_A_CALL = 195;

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
  assert.ok(bytes > 100, `${printed} bytes a call: a collection came in between`);
  return bytes;
}

it("a call in the engine at a server allocates no more than it did", () => {
  const bytes = bytesACall();
  assert.ok(
    bytes <= MOST_BYTES_A_CALL,
    `${bytes} bytes a call: expected at most ${MOST_BYTES_A_CALL}`,
  );
});

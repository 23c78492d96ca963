import assert from "node:assert/strict";
import { test } from "node:test";
import { copyBytes } from "./copy-bytes.js";

test("copyBytes() shares no memory with its source, a Buffer included", () => {
  for (const source of [Buffer.from([1, 2, 3, 4]), Uint8Array.of(1, 2, 3, 4)]) {
    const copy = copyBytes(source, 1, 3);
    source.fill(9);
    assert.deepEqual([...copy], [2, 3]);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { dataViewOf, OutputBuffer } from "./output-buffer.js";

test("dataViewOf() is of the memory that is written to, also once that has grown", () => {
  const out = new OutputBuffer(8);
  dataViewOf(out).setFloat64(0, 1.5, true);
  out.length = 8;
  assert.equal(dataViewOf(out), dataViewOf(out), "one view as long as the memory is one");
  out.reserve(8);
  dataViewOf(out).setFloat64(8, -2.5, true);
  out.length = 16;
  const bytes = Uint8Array.from(out.bytes.subarray(0, out.length));
  assert.deepEqual([...new Float64Array(bytes.buffer)], [1.5, -2.5]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readUint32, writeUint32 } from "./index.js";

test("writeUint32() puts the most significant octet first and readUint32() reads it unsigned", () => {
  for (const [value, octets] of [
    [0, [0, 0, 0, 0]],
    [0x0102_0304, [1, 2, 3, 4]],
    [0x7fff_ffff, [0x7f, 0xff, 0xff, 0xff]],
    [0x8000_0000, [0x80, 0, 0, 0]],
    [0xffff_ffff, [0xff, 0xff, 0xff, 0xff]],
  ] as const) {
    const bytes = new Uint8Array(6).fill(0xaa);
    writeUint32(bytes, 1, value);
    assert.deepEqual([...bytes], [0xaa, ...octets, 0xaa]);
    assert.equal(readUint32(bytes, 1), value);
  }
});

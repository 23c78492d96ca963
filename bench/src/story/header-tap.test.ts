import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FrameWatcher } from "./header-tap.js";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

function frame(type: number, length: number): Buffer {
  const bytes = Buffer.alloc(9 + length, 0x01);
  bytes.writeUIntBE(length, 0, 3);
  bytes[3] = type;
  return bytes;
}

test("FrameWatcher.see() finds the header blocks however the bytes are cut", () => {
  const aFrame = fc.record({ type: fc.nat(8), length: fc.nat(300) });
  const aCut = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(aFrame), aCut, (frames, cuts) => {
      const bytes = Buffer.concat([
        PREFACE,
        ...frames.map(({ type, length }) => frame(type, length)),
      ]);
      const blocks: number[] = [];
      const watcher = new FrameWatcher(blocks);
      for (let at = 0, cut = 0; at < bytes.length; cut++) {
        const end = at + cuts[cut % cuts.length]!;
        watcher.see(bytes.subarray(at, end));
        at = end;
      }
      const expected = frames.filter(({ type }) => type === 1).map(({ length }) => length);
      assert.deepEqual(blocks, expected);
    }),
  );
});

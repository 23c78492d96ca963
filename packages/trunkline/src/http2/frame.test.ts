import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FRAME_HEADER_BYTES, LARGEST_STREAM_ID, readUint31, writeFrameHeader } from "./frame.js";
import { FrameCutter } from "./frame-cutter.js";
import { FrameReader, frameBytes } from "./fuzz/wire.testing.js";

const anyFrame = fc.record({
  type: fc.nat(9),
  flags: fc.nat(255),
  streamId: fc.nat(LARGEST_STREAM_ID),
  payload: fc.uint8Array({ maxLength: 300 }),
});

describe("frames", () => {
  it("writeFrameHeader() writes what RFC 9113 §4.1 says, whatever the numbers", () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(0xff_ffff), ({ type, flags, streamId }, length) => {
        const bytes = new Uint8Array(FRAME_HEADER_BYTES + 2).fill(0xaa);
        writeFrameHeader(bytes, 1, length, type, flags, streamId);
        const [header] = new FrameReader().push(frameBytes(type, flags, streamId));
        assert.deepEqual(
          [...bytes.subarray(1, 4)],
          [length >> 16, (length >> 8) & 255, length & 255],
        );
        assert.deepEqual([bytes[4], bytes[5]], [header!.type, header!.flags]);
        assert.equal(readUint31(bytes, 6), header!.streamId);
        assert.deepEqual([bytes[0], bytes.at(-1)], [0xaa, 0xaa]);
      }),
    );
  });

  it("what is written is what is read, in whatever chunks", () => {
    const anyChunks = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 12 }), anyChunks, (frames, sizes) => {
        const parts = frames.map(({ type, flags, streamId, payload }) => {
          const bytes = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
          writeFrameHeader(bytes, 0, payload.length, type, flags, streamId);
          bytes.set(payload, FRAME_HEADER_BYTES);
          return bytes;
        });
        const bytes = Buffer.concat(parts);
        const cutter = new FrameCutter();
        const reader = new FrameReader();
        const cut: unknown[] = [];
        const read: unknown[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const chunk = new Uint8Array(bytes.subarray(at, at + sizes[turn % sizes.length]!));
          at += chunk.length;
          cutter.cut(chunk, ({ type, flags, streamId, length }) =>
            cut.push({ type, flags, streamId, length }),
          );
          for (const each of reader.push(chunk)) read.push({ ...each, payload: [...each.payload] });
        }
        assert.deepEqual(
          read,
          frames.map((each) => ({ ...each, payload: [...each.payload] })),
        );
        assert.deepEqual(
          cut,
          frames.map(({ payload, ...header }) => ({ ...header, length: payload.length })),
        );
      }),
    );
  });
});

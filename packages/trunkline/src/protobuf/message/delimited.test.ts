import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import {
  DecodeError,
  encodeDelimited,
  readDelimited,
  StringValue,
  writeDelimited,
} from "../index.js";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** `bytes` in pieces of at most `size`. */
function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

test("readDelimited() gives what writeDelimited() was given, however it is cut", async () => {
  const values = fc.array(fc.string({ maxLength: 300 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: 1, max: 400 }), async (texts, size) => {
      const messages = texts.map((value) => ({ value }));
      const written = Buffer.concat(await collect(writeDelimited(StringValue, messages)));
      assert.deepEqual(await collect(readDelimited(StringValue, cut(written, size))), messages);
    }),
  );
});

test("encodeDelimited() has the length as a varint in front", () => {
  assert.deepEqual(encodeDelimited(StringValue, {}), Uint8Array.of(0));
  assert.deepEqual(encodeDelimited(StringValue, { value: "a" }), Uint8Array.of(3, 10, 1, 97));
  const long = encodeDelimited(StringValue, { value: "x".repeat(200) });
  assert.deepEqual(long.subarray(0, 5), Uint8Array.of(203, 1, 10, 200, 1));
  assert.equal(long.constructor, Uint8Array);
});

test("writeDelimited() refuses what is no list of messages", async () => {
  for (const wrong of [{ value: "a" }, "text", undefined, 5]) {
    await assert.rejects(collect(writeDelimited(StringValue, wrong as never)), {
      name: "TypeError",
      message: /^Cannot write .+ as messages: expected an iterable of them, \[message\]$/,
    });
  }
});

test("readDelimited() refuses what is cut off, malformed or too long", async () => {
  const read = (bytes: number[], maxMessageBytes?: number): Promise<unknown> =>
    collect(readDelimited(StringValue, [Uint8Array.from(bytes)], { maxMessageBytes }));
  await assert.rejects(read([3, 10, 1]), {
    name: "DecodeError",
    message: /is cut off: the stream ends inside of a message$/,
  });
  await assert.rejects(read([0x80]), DecodeError);
  await assert.rejects(read([3, 10, 5, 97]), DecodeError);
  await assert.rejects(read([5, 10], 4), /has 5 bytes: expected at most 4$/);
  await assert.rejects(
    read([0xff, 0xff, 0xff, 0xff, 0x0f]),
    /has 4294967295 bytes: expected at most/,
  );
  await assert.rejects(
    read([0x80, 0x80, 0x80, 0x80, 0x80, 1]),
    /a length of more than five bytes$/,
  );
});

test("readDelimited() refuses what is no stream of bytes, and a limit that is none", async () => {
  const read = async (chunks: unknown, options = {}) => {
    for await (const _ of readDelimited(StringValue, chunks as never, options));
  };
  await assert.rejects(
    read(Uint8Array.of(0)),
    new TypeError("Cannot read messages from bytes: expected an iterable of them, [bytes]"),
  );
  await assert.rejects(
    read(["abc"]),
    new TypeError("Cannot read messages from a chunk of type string: expected a Uint8Array"),
  );
  for (const maxMessageBytes of [Number.NaN, 1.5, -1]) {
    await assert.rejects(
      read([], { maxMessageBytes }),
      new RangeError(
        `Cannot set maxMessageBytes to ${maxMessageBytes}: expected a whole number of bytes, or Infinity`,
      ),
    );
  }
});

test("readDelimited() takes chunks of another realm", async () => {
  const chunk = runInNewContext("Uint8Array.of(3, 10, 1, 97)") as Uint8Array;
  assert.ok(!(chunk instanceof Uint8Array));
  assert.deepEqual(await collect(readDelimited(StringValue, [chunk])), [{ value: "a" }]);
  await assert.rejects(
    collect(readDelimited(StringValue, chunk as never)),
    /^TypeError: Cannot read messages from bytes/,
  );
});

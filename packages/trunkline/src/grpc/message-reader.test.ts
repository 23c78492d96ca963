import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../base/index.js";
import { StringValue } from "../protobuf/index.js";
import { encodeFramed, writeFramed } from "./frame-message.js";
import { isOneMessage, MessageReader } from "./message-reader.js";
import { Samples } from "./samples-message.testing.js";

const frame = (text: string): Uint8Array => encodeFramed(StringValue, { value: text });
const concat = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Hands `bytes` over inside memory that is overwritten afterwards, as a socket's is. */
function push<T>(reader: MessageReader<T>, bytes: Uint8Array, readFirst: number, into: T[]): void {
  const chunk = concat(new Uint8Array(3), bytes, new Uint8Array(3));
  reader.view(chunk, 3, 3 + bytes.length);
  for (let count = 0; count < readFirst; count++) {
    const message = reader.read();
    if (message === undefined) break;
    into.push(message);
  }
  reader.keep();
  chunk.fill(0xff);
}

function drain<T>(reader: MessageReader<T>, into: T[]): void {
  for (let message = reader.read(); message !== undefined; message = reader.read())
    into.push(message);
}

test("writeFramed() puts flag and length before the message, wherever the buffer stands", () => {
  const out = new OutputBuffer(1);
  out.append(new Uint8Array([9]));
  writeFramed(out, StringValue, { value: "hi" });
  assert.deepEqual([...out.bytes.subarray(0, out.length)], [9, 0, 0, 0, 0, 4, 0x0a, 2, 0x68, 0x69]);
});

test("encodeFramed() gives memory of its own, also from inside a message's getter", () => {
  let inner: Uint8Array | undefined;
  const outer = encodeFramed(StringValue, {
    get value() {
      inner = frame("inner");
      return "outer";
    },
  });
  assert.deepEqual(outer, frame("outer"));
  assert.deepEqual(inner, encodeFramed(StringValue, { value: "inner" }));
});

test("encodeFramed() works again after an encoding that threw", () => {
  assert.throws(() => encodeFramed(StringValue, { nope: 1 } as never), /nope/);
  assert.equal(frame("").length, 5);
});

test("isOneMessage() is true for exactly one uncompressed message", () => {
  const bytes = frame("hello");
  assert.equal(isOneMessage(bytes, 0, bytes.length), true);
  assert.equal(isOneMessage(bytes, 0, bytes.length - 1), false);
  assert.equal(isOneMessage(concat(bytes, bytes), 0, bytes.length * 2), false);
  assert.equal(
    isOneMessage(concat(new Uint8Array([1]), bytes.subarray(1)), 0, bytes.length),
    false,
  );
  assert.equal(isOneMessage(bytes, 0, 4), false);
});

test("MessageReader gives the same messages however the bytes are cut and whenever they are read", () => {
  const cut = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 90 }), { maxLength: 12 }), cut, (texts, cuts) => {
      const whole = concat(...texts.map(frame));
      const reader = new MessageReader(StringValue, 1000);
      const messages: StringValue[] = [];
      let at = 0;
      let credit = 0;
      for (const [count, readFirst] of cuts) {
        push(reader, whole.subarray(at, at + count), readFirst, messages);
        at = Math.min(whole.length, at + count);
        credit += reader.takeCredit();
        assert.ok(credit <= at);
      }
      push(reader, whole.subarray(at), 0, messages);
      drain(reader, messages);
      assert.deepEqual(
        messages,
        texts.map((text) => ({ value: text })),
      );
      assert.equal(credit + reader.takeCredit(), whole.length);
      assert.equal(reader.pendingBytes, 0);
    }),
  );
});

test("MessageReader reads messages that come a byte at a time, much later", () => {
  const texts = Array.from({ length: 300 }, (_, at) => `line ${at} ${"x".repeat(at)}`);
  const reader = new MessageReader(StringValue, 1000);
  for (const byte of concat(...texts.map(frame))) push(reader, new Uint8Array([byte]), 0, []);
  const messages: StringValue[] = [];
  drain(reader, messages);
  assert.deepEqual(
    messages,
    texts.map((text) => ({ value: text })),
  );
});

test("MessageReader.read() gives credit for part of a message that somebody asked for, once", () => {
  const reader = new MessageReader(StringValue, 1000);
  const bytes = frame("0123456789");
  push(reader, bytes.subarray(0, 8), 0, []);
  assert.equal(reader.takeCredit(), 0);
  assert.equal(reader.read(), undefined);
  assert.equal(reader.takeCredit(), 8);
  push(reader, bytes.subarray(8, 10), 1, []);
  assert.equal(reader.takeCredit(), 2);
  push(reader, bytes.subarray(10), 0, []);
  assert.deepEqual(reader.read(), { value: "0123456789" });
  assert.equal(reader.takeCredit(), bytes.length - 10);
});

test("MessageReader.discard() gives credit for what nobody has read", () => {
  const reader = new MessageReader(StringValue, 1000);
  push(reader, concat(frame("a"), frame("b").subarray(0, 6)), 1, []);
  assert.equal(reader.takeCredit(), 8);
  reader.read();
  push(reader, new Uint8Array([1]), 0, []);
  reader.discard();
  assert.equal(reader.takeCredit(), 7);
  assert.equal(reader.pendingBytes, 0);
});

test("MessageReader.read() refuses a message over the limit by its prefix alone", () => {
  const reader = new MessageReader(StringValue, 10);
  push(reader, new Uint8Array([0, 0xff, 0xff, 0xff, 0xff]), 0, []);
  assert.throws(() => reader.read(), {
    code: 8,
    message: "Received a message of 4294967295 bytes: the limit is 10 bytes",
  });
});

test("MessageReader.read() takes a message of exactly the limit", () => {
  const reader = new MessageReader(StringValue, 10);
  push(reader, frame("12345678"), 0, []);
  assert.deepEqual(reader.read(), { value: "12345678" });
});

test("MessageReader.read() refuses compressed messages and flags that mean nothing", () => {
  for (const [flag, message] of [
    [1, "Received a compressed message: expected none without grpc-encoding"],
    [2, "Received a message with flag byte 2: expected 0 or 1"],
    [255, "Received a message with flag byte 255: expected 0 or 1"],
  ] as const) {
    const reader = new MessageReader(StringValue, 10);
    push(reader, new Uint8Array([flag, 0, 0, 0, 0]), 0, []);
    assert.throws(() => reader.read(), { code: 13, message });
  }
});

test("MessageReader.read() makes a message that cannot be decoded INTERNAL, with the reason", () => {
  const reader = new MessageReader(StringValue, 100);
  push(reader, new Uint8Array([0, 0, 0, 0, 2, 0x0a, 9]), 0, []);
  assert.throws(() => reader.read(), {
    code: 13,
    message: /^Cannot decode a google\.protobuf\.StringValue of 2 bytes: /,
  });
});

/** A message of doubles and what comes with it: a field that nobody knows, of so many bytes, before them. */
function samplesBehind(byteCount: number, values: Float64Array): Uint8Array {
  const body = concat(
    Uint8Array.of(0x12, byteCount),
    new Uint8Array(byteCount),
    Samples.encode({ values }),
  );
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  return concat(prefix, body);
}

test("MessageReader puts a large message together so that its list can be a view, wherever it is cut", () => {
  const values = Float64Array.from({ length: 9000 }, (_, index) => index / 3);
  for (let before = 0; before < 20; before++) {
    const bytes = samplesBehind(before, values);
    for (const cut of [1, 4, 6, 20, 1000, 40_000, bytes.length - 1]) {
      const reader = new MessageReader(Samples, 1_000_000);
      const first: Samples[] = [];
      push(reader, concat(frameOfSamples, bytes.subarray(0, cut)), 1, first);
      push(reader, concat(bytes.subarray(cut), frameOfSamples), 0, []);
      const message = reader.read()!;
      const { buffer, byteOffset } = message.values;
      assert.equal(byteOffset % 8, 0);
      // Of its message, and nothing else.
      assert.ok(buffer.byteLength >= bytes.length && buffer.byteLength < bytes.length + 8);
      const next = reader.read()!;
      push(reader, bytes, 1, []);
      assert.deepEqual(message.values, values);
      assert.deepEqual([first, next], [[{ values: few }], { values: few }]);
    }
  }
});

const few = Float64Array.of(1, 2);
const frameOfSamples = encodeFramed(Samples, { values: few });

test("MessageReader gives messages no memory that is written to again, nor that of a small message", () => {
  const values = Float64Array.from({ length: 9000 }, (_, index) => index / 3);
  const large = encodeFramed(Samples, { values });
  const reader = new MessageReader(Samples, 1_000_000);
  const inPlace: Samples[] = [];
  push(reader, large, 1, inPlace);
  assert.equal(inPlace[0]!.values.byteOffset, 0);
  assert.deepEqual(inPlace[0]!.values, values);
  for (const byte of frameOfSamples) push(reader, Uint8Array.of(byte), 0, []);
  assert.equal(reader.read()!.values.buffer.byteLength, 16);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { DecodeError, Int32Value, StringValue } from "./index.js";

test("MessageType.create() fills in defaults", () => {
  assert.deepEqual(StringValue.create(), { value: "" });
  assert.deepEqual(Int32Value.create({ value: 7 }), { value: 7 });
});

test("MessageType.encode() writes what decode() reads", () => {
  for (const value of ["", "a", "twelve chars", "thirteen char", "größer", "🚂".repeat(70)]) {
    const bytes = StringValue.encode({ value });
    assert.deepEqual(StringValue.decode(bytes), { value });
    assert.deepEqual(StringValue.decode(Buffer.from(bytes)), { value });
  }
  for (const value of [0, 1, 127, 128, 16384, 2147483647, -1, -2147483648]) {
    assert.deepEqual(Int32Value.decode(Int32Value.encode({ value })), { value });
  }
});

test("MessageType.encode() gives bytes that later calls leave alone", () => {
  const lengths = [0, 1, 60, 61, 62, 100, 2044, 2045, 2046, 16380, 40_000, 100_000, 5, 500];
  const given = Array.from({ length: 20 }, (_, round) =>
    lengths.map((length) => {
      const value = String.fromCharCode(65 + round).repeat(length);
      return { value, bytes: StringValue.encode({ value }) };
    }),
  );
  for (const { value, bytes } of given.flat()) {
    assert.equal(StringValue.decode(bytes).value, value);
    assert.equal(bytes.constructor, Uint8Array);
  }
});

test("MessageType.encode() goes on where its memory was transferred away", () => {
  const first = StringValue.encode({ value: "x".repeat(100) });
  structuredClone(first.buffer, { transfer: [first.buffer as ArrayBuffer] });
  const value = "y".repeat(100);
  assert.equal(StringValue.decode(StringValue.encode({ value })).value, value);
});

test("MessageType.write() appends and read() takes a range", () => {
  const out = new OutputBuffer(4);
  out.append(Uint8Array.of(9, 9, 9));
  StringValue.write(out, { value: "in the middle" });
  const end = out.length;
  out.append(Uint8Array.of(9, 9, 9));
  assert.deepEqual(StringValue.read(out.bytes, 3, end), { value: "in the middle" });
});

test("MessageType.encode() names the field whose value is wrong", () => {
  assert.throws(() => Int32Value.encode({ value: "7" as unknown as number }), {
    name: "TypeError",
    message:
      'google.protobuf.Int32Value.value: expected a whole number from -2147483648 to 2147483647, got "7"',
  });
  assert.throws(() => StringValue.encode(null as never), {
    name: "TypeError",
    message: "google.protobuf.StringValue: expected an object, got null",
  });
});

test("MessageType.encode() and create() refuse a key the message does not have", () => {
  const message = {
    name: "TypeError",
    message:
      'google.protobuf.Int32Value.Value: google.protobuf.Int32Value has no key "Value"; did you mean "value"?',
  };
  assert.throws(() => Int32Value.encode({ Value: 7 } as never), message);
  assert.throws(() => Int32Value.create({ Value: 7 } as never), message);
});

test("MessageType.decode() keeps unknown fields and encode() writes them again", () => {
  const bytes = StringValue.encode({ value: "known" });
  const message = Int32Value.decode(bytes);
  assert.deepEqual(message, { value: 0, $unknown: bytes });
  assert.deepEqual(Int32Value.encode(message), bytes);
});

test("MessageType.decode() says where bytes are cut off", () => {
  const bytes = StringValue.encode({ value: "cut here" });
  assert.throws(
    () => StringValue.decode(bytes.subarray(0, 5)),
    (error) =>
      error instanceof DecodeError &&
      error.path === "google.protobuf.StringValue.value" &&
      error.offset === 2 &&
      error.message ===
        "Cannot decode google.protobuf.StringValue: value at offset 2 has length 8: expected at most 3, the bytes left",
  );
});

test("MessageType.decode() takes bytes only", () => {
  for (const [wrong, shown] of [
    ["text", '"text"'],
    [undefined, "undefined"],
    [new ArrayBuffer(2), "an object (ArrayBuffer)"],
  ]) {
    assert.throws(() => StringValue.decode(wrong as never), {
      name: "TypeError",
      message: `Cannot decode google.protobuf.StringValue: expected a Uint8Array, got ${shown}`,
    });
  }
});

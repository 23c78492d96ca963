import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeInPlace } from "./decode-in-place.js";
import { Any, createDecodeLimits, DecodeError, withDecodeLimits } from "./index.js";
import { planOf } from "./message-plan.js";

test("decodeInPlace() reads an Any as decode() does, without a copy of its bytes", () => {
  const plan = planOf(Any);
  const any = { typeUrl: "x/google.protobuf.Any", value: Uint8Array.of(1, 2, 3) };
  const bytes = Any.encode(any);
  const inPlace = decodeInPlace(plan, bytes) as typeof any;
  assert.deepEqual(inPlace, any);
  assert.equal(inPlace.value.buffer, bytes.buffer);
  for (const each of [new Uint8Array(0), Uint8Array.of(...bytes, ...bytes, 0x18, 1)]) {
    assert.deepEqual(decodeInPlace(plan, each), Any.decode(each));
  }
  for (const wrong of [bytes.subarray(0, -1), Uint8Array.of(0x0a, 1, 0xff), Uint8Array.of(0)]) {
    assert.throws(() => decodeInPlace(plan, wrong), DecodeError);
  }
});

test("decodeInPlace() keeps to the limits that a type has", () => {
  const limits = createDecodeLimits({ maxStringBytes: 3, maxBytes: 4 });
  const bytes = Any.encode({ typeUrl: "x/google.protobuf.Any", value: Uint8Array.of(1, 2, 3) });
  const plan = planOf(withDecodeLimits(Any, limits));
  assert.throws(() => decodeInPlace(plan, bytes), { name: "DecodeError", message: /maxBytes/ });
});

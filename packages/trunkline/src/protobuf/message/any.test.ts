import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Any,
  DecodeError,
  Duration,
  packAny,
  StringValue,
  typeNameInAny,
  unpackAny,
} from "../index.js";

test("packAny() is what unpackAny() takes out again", () => {
  const any = packAny(Duration, { seconds: 5n });
  assert.equal(any.typeUrl, "type.googleapis.com/google.protobuf.Duration");
  assert.equal(typeNameInAny(any), "google.protobuf.Duration");
  assert.deepEqual(unpackAny(any, Duration), { seconds: 5n, nanos: 0 });
  assert.equal(unpackAny(any, StringValue), undefined);
  assert.deepEqual(
    unpackAny({ ...any, typeUrl: "example.com/a/google.protobuf.Duration" }, Duration),
    {
      seconds: 5n,
      nanos: 0,
    },
  );
  assert.equal(typeNameInAny(Any.create()), "");
  assert.throws(() => unpackAny({ ...any, value: Uint8Array.of(8) }, Duration), DecodeError);
});

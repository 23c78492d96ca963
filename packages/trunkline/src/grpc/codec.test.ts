import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { BadRequest } from "../proto/index.js";
import { Any, createRegistry, StringValue, Struct } from "../protobuf/index.js";
import { contentTypeOf, createCodecs, createJsonCodec, isSubtypeOf, protoCodec } from "./codec.js";

test("createJsonCodec() writes ProtoJSON after what is there, and reads it from the middle", () => {
  const type = createJsonCodec(undefined).typeOf(BadRequest);
  const out = new OutputBuffer(4);
  out.append(Uint8Array.of(1, 2, 3));
  const message = { fieldViolations: [{ field: "größe", description: "☺" }] };
  type.write(out, message);
  const text = '{"fieldViolations":[{"field":"größe","description":"☺"}]}';
  assert.equal(Buffer.from(out.bytes.subarray(3, out.length)).toString(), text);
  assert.equal(type.read(out.bytes, 3, out.length).fieldViolations[0]?.field, "größe");
  assert.deepEqual(
    type.decode(type.encode(message)),
    BadRequest.decode(BadRequest.encode(message)),
  );
});

test("createJsonCodec() skips names that there are not, and refuses what is no UTF-8", () => {
  const type = createJsonCodec(undefined).typeOf(BadRequest);
  const read = (bytes: Uint8Array) => type.read(bytes, 0, bytes.length);
  assert.deepEqual(read(Buffer.from('{"newField":1}')), { fieldViolations: [] });
  assert.throws(() => read(Buffer.from('{"fieldViolations":"x"}')), /fieldViolations/);
  assert.throws(() => read(Uint8Array.of(0x7b, 0xff, 0x7d)));
});

test("createJsonCodec() refuses what is no registry, before there is a message", () => {
  assert.throws(() => createJsonCodec([StringValue] as never), {
    name: "TypeError",
    message: "Cannot set registry to an array: expected a registry, as createRegistry() makes it",
  });
});

test("createJsonCodec() finds what is inside of an Any in the registry", () => {
  const codec = createJsonCodec(createRegistry(BadRequest, StringValue, Struct));
  const value = BadRequest.encode({ fieldViolations: [{ field: "city" }] });
  const any = { typeUrl: "type.googleapis.com/google.rpc.BadRequest", value };
  const type = codec.typeOf(Any);
  assert.match(
    Buffer.from(type.encode(any)).toString(),
    /"fieldViolations":\[\{"field":"city"\}\]/,
  );
  assert.deepEqual(type.decode(type.encode(any)).value, value);
});

test("codecs by their content types, one way and the other", () => {
  const codecs = createCodecs(undefined);
  assert.equal(codecs.get(""), protoCodec);
  assert.equal(codecs.get("proto"), protoCodec);
  assert.equal(codecs.get("json")?.name, "json");
  const json = codecs.get("json")!;
  assert.deepEqual(
    ["", "proto", "json"].map((subtype) => [
      isSubtypeOf(subtype, protoCodec),
      isSubtypeOf(subtype, json),
    ]),
    [
      [true, false],
      [true, false],
      [false, true],
    ],
  );
  assert.deepEqual(
    [contentTypeOf(protoCodec), contentTypeOf(json)],
    ["application/grpc", "application/grpc+json"],
  );
});

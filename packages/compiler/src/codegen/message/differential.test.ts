// Bytes that nobody made on purpose: what we accept, protobuf-es accepts and understands alike; what we refuse, it
// refuses too, but for what is listed. Generated code and types made of descriptors both.
// `npm run fuzz -- differential`

import assert from "node:assert/strict";
import { test } from "node:test";
import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  createDynamicRegistry,
  DecodeError,
  type FieldInfo,
  type ScalarName,
} from "trunkline/protobuf";
import { encodeDescriptorSet } from "../../descriptor-set/index.js";
import { loadGenerated } from "../build.testing.js";
import { initsOf } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

type Module = Record<string, AnyGeneratedType>;

const sources = Object.fromEntries(
  ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
);
const { module, schema } = await loadGenerated<Module>(sources, "everything.proto");

/**
 * What protobuf-es lets pass: ends past the end of what is around them, numbers longer than ten bytes, and keys and
 * lengths of which it does not look at what is past 32 bits.
 */
const lax = /the bytes left$|is cut off|is a varint of more than 10 bytes|past 32 bits$/;

/** The bytes of a message, with some of them changed, taken out or put in. */
function damaged(type: AnyGeneratedType): fc.Arbitrary<Uint8Array> {
  const interesting = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 10, 0x7f, 0x80, 0xc3, 0xff);
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), interesting);
  const change = fc.record({
    at: fc.nat(),
    count: fc.nat({ max: 2 }),
    bytes: fc.array(byte, { maxLength: 3 }),
  });
  return fc.tuple(initsOf(type, 2), fc.array(change, { maxLength: 4 })).map(([init, changes]) => {
    const bytes = [...type.encode(init)];
    for (const { at, count, bytes: put } of changes) {
      bytes.splice(at % (bytes.length + 1), count, ...put);
    }
    return Uint8Array.from(bytes);
  });
}

const dynamic = createDynamicRegistry(encodeDescriptorSet(schema.result, { includeImports: true }));

for (const name of "Scalars Optionals Lists Unpacked Maps Choices Node Far Old".split(" ")) {
  const generated = module[name]!;
  const desc = schema.registry.getMessage(generated.typeName)!;
  const ways = { generated, dynamic: dynamic.findMessage(generated.typeName)! };
  for (const [way, type] of Object.entries(ways)) compare(`${name}, ${way}`, type, desc);
}

function compare(name: string, type: AnyGeneratedType, desc: DescMessage): void {
  test(`${name}: damaged bytes are to us what they are to protobuf-es`, () => {
    fc.assert(
      fc.property(fc.oneof(damaged(type), fc.uint8Array({ maxLength: 30 })), (bytes) => {
        // protobuf-es reads a known field by its type whatever its key says; for others that is an unknown field.
        fc.pre(!hasWrongKey(type.fields, bytes));
        const ours = attempt(() => type.encode(type.decode(bytes)));
        const theirs = attempt(() => fromBinary(desc, bytes));
        if (ours instanceof Error) {
          const isLax = ours instanceof DecodeError && lax.test(ours.message);
          if (!isLax) assert.ok(theirs instanceof Error, ours.message);
          return;
        }
        assert.ok(!(theirs instanceof Error), String(theirs));
        // Not the bytes: NaN has many, and keys may be longer than they have to be.
        assert.deepEqual(fromBinary(desc, ours), theirs);
      }),
      { numRuns: runs * 4 },
    );
  });
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
}

function wireTypeOf(type: FieldInfo["type"]): number {
  if (type === "string" || type === "bytes" || type === "message") return 2;
  if (type === "double" || type.endsWith("fixed64")) return 1;
  return type === "float" || type.endsWith("fixed32") ? 5 : 0;
}

/** The key of an entry as a field. */
function keyField(map: ScalarName): FieldInfo {
  return { name: "key", number: 1, key: "key", type: map };
}

/** The value of an entry as a field. */
function valueField({ map: _, ...field }: FieldInfo): FieldInfo {
  return { ...field, number: 2 };
}

/** Whether somewhere in `bytes` the key of a known field has a wire type that is not the field's. */
function hasWrongKey(fields: readonly FieldInfo[], bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      const field = fields.find((each) => each.number === number);
      if (field === undefined) {
        reader.skip(wireType, number);
        continue;
      }
      const wanted = field.map === undefined ? wireTypeOf(field.type) : 2;
      const isPacked = field.isRepeated === true && wireType === 2;
      if (wireType !== wanted && !isPacked) return true;
      if (field.map !== undefined) {
        if (hasWrongKey([keyField(field.map), valueField(field)], reader.bytes())) return true;
      } else if (field.type === "message") {
        if (hasWrongKey(field.message!().fields, reader.bytes())) return true;
      } else reader.skip(wireType, number);
    }
  } catch {
    // What is malformed has no keys after it.
  }
  return false;
}

// Generated code against itself and against two other implementations: protobuf-es works from the
// same descriptors at run time, protobuf.js parses the .proto file itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import protobufjs from "protobufjs";
import { type AnyGeneratedType, DecodeError } from "trunkline/protobuf";
import { loadGenerated } from "../build.testing.js";
import { initsOf, toProtobufEs } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

/** How many random cases each property is tried on. */
const runs = Number(process.env.PROPERTY_RUNS ?? 50);
fc.configureGlobal({ numRuns: runs });

const sources = Object.fromEntries(
  ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
);
const { module, schema } = await loadGenerated<Record<string, AnyGeneratedType>>(
  sources,
  "everything.proto",
);

const root = new protobufjs.Root();
for (const text of Object.values(sources)) protobufjs.parse(text, root, { keepCase: true });
root.addJSON(protobufjs.common.get("google/protobuf/timestamp.proto")!.nested!);
root.addJSON(protobufjs.common.get("google/protobuf/struct.proto")!.nested!);
root.resolveAll();

const names = "Scalars Optionals Lists Unpacked Maps Choices Node Wide Far Empty Imports Old".split(
  " ",
);

for (const name of names) {
  const type = module[name]!;
  const desc = schema.registry.getMessage(type.typeName)!;
  const inits = initsOf(type);

  test(`${name}.decode() gives what encode() was given`, () => {
    fc.assert(
      fc.property(inits, (init) => {
        const message = type.create(init);
        assert.deepEqual(type.decode(type.encode(init)), message);
        assert.deepEqual(type.decode(type.encode(message)), message);
      }),
    );
  });

  // protobuf-es has a Struct as a plain JavaScript object, which cannot hold all that bytes can.
  if (name !== "Imports") {
    test(`${name}.encode() writes the bytes protobuf-es writes, and reads what it reads`, () => {
      fc.assert(
        fc.property(inits, (init) => {
          const message = type.create(init);
          const bytes = type.encode(message);
          const theirs = toProtobufEs(type, desc, message);
          assert.deepEqual(toBinary(desc, theirs), bytes);
          assert.deepEqual(fromBinary(desc, bytes), theirs);
        }),
      );
    });
  }

  test(`${name}.encode() writes the bytes protobuf.js writes`, () => {
    const theirs = root.lookupType(type.typeName);
    fc.assert(
      fc.property(inits, (init) => {
        const bytes = type.encode(init);
        const again = theirs.encode(theirs.decode(bytes)).finish();
        assert.deepEqual(new Uint8Array(again), bytes);
      }),
    );
  });

  test(`${name}.decode() of bytes cut anywhere is a message or a DecodeError`, () => {
    fc.assert(
      fc.property(inits, (init) => {
        const bytes = type.encode(init);
        for (let length = 0; length < bytes.length; length++) {
          decodeOrFail(type, bytes.subarray(0, length));
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  test(`${name}.decode() of changed bytes is a message or a DecodeError`, () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(inits, fc.array(change, { minLength: 1, maxLength: 4 }), (init, changes) => {
        const bytes = type.encode(init);
        if (bytes.length === 0) return;
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const message = decodeOrFail(type, bytes);
        if (message === undefined) return;
        const again = type.encode(message);
        assert.deepEqual(type.encode(type.decode(again)), again);
      }),
      { numRuns: runs * 2 },
    );
  });

  test(`${name}.decode() of random bytes is a message or a DecodeError`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        decodeOrFail(type, bytes);
      }),
      { numRuns: runs * 4 },
    );
  });
}

/** The message, or undefined after a DecodeError that says where. */
function decodeOrFail(type: AnyGeneratedType, bytes: Uint8Array): unknown {
  try {
    return type.decode(bytes);
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    assert.ok(error.offset >= 0 && error.offset <= bytes.length, `${error.offset}`);
    assert.ok(error.path.startsWith(type.typeName));
    return undefined;
  }
}

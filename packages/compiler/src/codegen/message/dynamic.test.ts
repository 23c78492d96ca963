// Messages whose types are made of descriptors at run time against those whose code is generated: the same field
// tables, the same messages, the same bytes, and the same to accept and to refuse.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AnyExtension,
  type AnyGeneratedType,
  createDynamicRegistry,
  createRegistry,
  DecodeError,
  type FieldInfo,
  getExtension,
  JsonError,
  type Registry,
  setExtension,
  toJsonString,
  toText,
} from "trunkline/protobuf";
import { encodeDescriptorSet } from "../../descriptor-set/index.js";
import { loadGenerated } from "../build.testing.js";
import { initsOf } from "../messages.testing.js";
import { allProtos, readProto } from "../protos.testing.js";
import { randomSchemas } from "../random-schema.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

type Module = Record<string, AnyGeneratedType>;

/** The types of a file, both ways. */
interface Both {
  readonly generated: Registry;
  readonly dynamic: Registry;
}

async function loadBoth(sources: Readonly<Record<string, string>>, path: string): Promise<Both> {
  const { module, schema } = await loadGenerated<Module>(sources, path);
  const set = encodeDescriptorSet(schema.result, { includeImports: true });
  return { generated: createRegistry(module), dynamic: createDynamicRegistry(set) };
}

/** A field table without what makes it lead to others. */
function tableOf(type: AnyGeneratedType): unknown[] {
  return type.fields.map(({ message, ...field }: FieldInfo) => ({
    ...field,
    message: message?.().typeName,
  }));
}

const expected = [DecodeError, JsonError, TypeError];

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    assert.ok(
      expected.some((kind) => error instanceof kind),
      String(error),
    );
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

/** Bytes with some of them changed, taken out or put in. */
const changes = fc.array(
  fc.record({
    at: fc.nat(),
    count: fc.nat({ max: 2 }),
    bytes: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never;

function change(bytes: Uint8Array, places: Change): Uint8Array {
  const list = [...bytes];
  for (const { at, count, bytes: put } of places)
    list.splice(at % (list.length + 1), count, ...put);
  return Uint8Array.from(list);
}

function compareMessages(type: AnyGeneratedType, other: AnyGeneratedType, numRuns: number): void {
  const property = fc.property(initsOf(type, 2), changes, (init, places) => {
    const message = type.create(init);
    assert.deepEqual(other.create(init), message);
    assert.deepEqual(Object.keys(other.create(init)), Object.keys(message));
    const bytes = type.encode(init);
    assert.deepEqual(other.encode(init), bytes);
    assert.deepEqual(other.decode(bytes), type.decode(bytes));
    assert.equal(
      attempt(() => toJsonString(other, message)),
      attempt(() => toJsonString(type, message)),
    );
    assert.equal(toText(other, message), toText(type, message));
    const damaged = change(bytes, places);
    const read = attempt(() => type.decode(damaged));
    assert.deepEqual(
      attempt(() => other.decode(damaged)),
      read,
    );
    if (typeof read === "string") return;
    assert.deepEqual(
      attempt(() => other.encode(read as object)),
      attempt(() => type.encode(read as object)),
    );
  });
  fc.assert(property, { numRuns });
}

function compareExtensions(one: AnyExtension, other: AnyExtension, numRuns: number): void {
  const { message: _, ...field } = other.field;
  const { message: __, ...expected } = one.field;
  assert.deepEqual(field, expected);
  const property = fc.property(initsOf(one.holder as AnyGeneratedType, 1), ({ value }) => {
    if (value === undefined) return;
    const message: { $unknown?: Uint8Array } = {};
    const same: { $unknown?: Uint8Array } = {};
    setExtension(message, one, value);
    setExtension(same, other, value);
    assert.deepEqual(same, message);
    assert.deepEqual(getExtension(same, other), getExtension(message, one));
  });
  fc.assert(property, { numRuns });
}

function compareAll({ generated, dynamic }: Both, numRuns: number): void {
  for (const type of generated.messages) {
    const other = dynamic.findMessage(type.typeName);
    assert.ok(other !== undefined, type.typeName);
    assert.deepEqual(tableOf(other), tableOf(type));
    assert.deepEqual(other.reservedNames, type.reservedNames);
    compareMessages(type, other, numRuns);
  }
  for (const extension of generated.extensions) {
    const other = dynamic.findExtension(extension.typeName);
    assert.ok(other !== undefined, extension.typeName);
    compareExtensions(extension, other, numRuns);
  }
}

for (const path of Object.keys(allProtos())) {
  test(`${path} is to descriptors at run time what it is to generated code`, async () => {
    compareAll(await loadBoth(allProtos(), path), Math.ceil(runs / 10));
  });
}

test("a random schema is to descriptors at run time what it is to generated code", async () => {
  const property = fc.asyncProperty(randomSchemas, async (text) => {
    compareAll(await loadBoth({ "random.proto": text }, "random.proto"), 10);
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 6) });
});

test("services at run time are those of generated code", async () => {
  const { module, schema } = await loadGenerated<Record<string, unknown>>(
    { "user.proto": readProto("user.proto") },
    "user.proto",
  );
  const dynamic = createDynamicRegistry(encodeDescriptorSet(schema.result));
  const services = [...dynamic.services];
  assert.ok(services.length > 0);
  const describe = (service: (typeof services)[number]): unknown => ({
    ...service,
    file: service.file?.path,
    methods: Object.values(service.methods).map(({ input, output, ...method }) => ({
      ...method,
      input: input.typeName,
      output: output.typeName,
    })),
  });
  for (const service of services) {
    const generated = module[service.typeName.split(".").at(-1)!] as typeof service;
    assert.deepEqual(describe(service), describe(generated));
    assert.deepEqual(service.file!.bytes, generated.file!.bytes);
  }
});

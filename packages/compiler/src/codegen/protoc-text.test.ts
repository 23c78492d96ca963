// Random schemas and messages of them: what we write, protoc reads as the same text, and what protoc writes of
// that text, we read as the same message.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type AnyGeneratedType, setExtension } from "trunkline/protobuf";
import { protocExecutable } from "../golden-cases.testing.js";
import { loadGenerated } from "./build.testing.js";
import { namesOfFile } from "./file-names.js";
import { initsOf } from "./messages.testing.js";
import { containerName, randomSchemas } from "./random-schema.testing.js";
import { type AnyExtension, type FindExtension, toText } from "./text.testing.js";

/** Schemas tried; messages of each are many more. */
const runs = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 50) / 6);

/** Where fast-check once found something wrong, and what it was. */
const found: readonly { what: string; seed: number; path: string }[] = [
  { what: "a subnormal float", seed: -144840673, path: "0" },
  { what: "a float between two of nine digits", seed: 1049165550, path: "18" },
  { what: "another of these", seed: -898612406, path: "2" },
];

type Module = Record<string, AnyGeneratedType>;

function runProtoc(folder: string, mode: string, input: Uint8Array | string): Buffer {
  const args = [`--proto_path=${folder}`, mode, "random.proto"];
  const { status, stdout, stderr } = spawnSync(protocExecutable, args, {
    input,
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

async function compare(text: string, seed: number): Promise<void> {
  const { module, schema } = await loadGenerated<Module>({ "random.proto": text }, "random.proto");
  const file = schema.files.get("random.proto")!;
  const { names } = namesOfFile(file);
  const find: FindExtension = (extension) =>
    module[names.get(extension)!] as unknown as AnyExtension;
  const init: Record<string, unknown[]> = {};
  for (const [index, descriptor] of file.messages.entries()) {
    if (descriptor.name === containerName) continue;
    const messages = fc
      .sample(initsOf(module[descriptor.name]!, 2), { seed: seed + index, numRuns: 12 })
      .map((each) => module[descriptor.name]!.create(each) as object);
    init[`m${index}`] = messages;
    const own = file.extensions.filter(({ extendee }) => extendee === descriptor);
    for (const extension of own) {
      const constant = find(extension);
      const values = fc.sample(initsOf(holderOf(constant), 2), { seed, numRuns: messages.length });
      for (const [at, message] of messages.entries()) {
        const { value } = values[at]!;
        if (value !== undefined) setExtension(message, constant, value);
      }
    }
  }
  const type = module[containerName]!;
  const descriptor = file.messages.find(({ name }) => name === containerName)!;
  const message = type.create(init);
  const bytes = type.encode(message);
  const expected = toText(descriptor, message, file.extensions, find);
  const folder = mkdtempSync(join(tmpdir(), "trunkline-random-"));
  try {
    writeFileSync(join(folder, "random.proto"), text);
    const name = `random.${containerName}`;
    assertSameLines(runProtoc(folder, `--decode=${name}`, bytes).toString(), expected);
    const theirs = type.decode(runProtoc(folder, `--encode=${name}`, expected));
    assertSameLines(toText(descriptor, theirs, file.extensions, find), expected);
    if (file.extensions.length === 0) assert.deepEqual(theirs, type.decode(bytes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Says the first line that differs, with those around it. */
function assertSameLines(actual: string, expected: string): void {
  const [theirs, ours] = [actual.split("\n"), expected.split("\n")];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  if (at === -1 && theirs.length === ours.length) return;
  assert.deepEqual(
    theirs.slice(Math.max(0, at - 3), at + 3),
    ours.slice(Math.max(0, at - 3), at + 3),
  );
}

/** The field table of a message that has nothing but the extension. */
function holderOf({ field, typeName }: AnyExtension): AnyGeneratedType {
  return { typeName, fields: [field] } as unknown as AnyGeneratedType;
}

const property = fc.asyncProperty(randomSchemas, fc.integer({ min: 0, max: 2 ** 30 }), compare);

test("what is written of random schemas is what protoc reads, and the reverse", async () => {
  await fc.assert(property, { numRuns: runs });
});

for (const { what, seed, path } of found) {
  test(`what is written of the schema that had ${what} is what protoc reads`, async () => {
    await fc.assert(property, { seed, path, numRuns: 1 });
  });
}

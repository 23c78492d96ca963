import assert from "node:assert/strict";
import { test } from "node:test";
import { createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { FileDescription, ServiceType } from "trunkline/protobuf";
import { defaultOptions, generateAll, loadGenerated } from "./build.testing.js";
import { generateTypeScript } from "./generate-typescript.js";
import { allProtos } from "./protos.testing.js";

interface Module {
  readonly UserService: ServiceType;
  readonly file_user: FileDescription;
}

const { module, schema } = await loadGenerated<Module>(allProtos(), "user.proto");

/** The files of a registry that begins with `file`. */
function decodeAll(file: FileDescription, all: Map<string, FileDescriptorProto>): void {
  if (all.has(file.path)) return;
  all.set(file.path, fromBinary(FileDescriptorProtoSchema, file.bytes));
  for (const imported of file.imports) decodeAll(imported, all);
}

test("a service leads to the descriptors of its file and of all that imports", () => {
  const file = module.UserService.file!;
  assert.equal(file, module.file_user);
  assert.equal(file.path, "user.proto");
  const files = new Map<string, FileDescriptorProto>();
  decodeAll(file, files);
  const registry = createFileRegistry(files.get("user.proto")!, (path) => files.get(path));
  const methods = registry.getService(module.UserService.typeName)!.methods;
  assert.deepEqual(
    methods.map(({ name }) => name),
    Object.values(module.UserService.methods).map(({ name }) => name),
  );
  for (const [path, proto] of files) {
    const { proto: theirs } = schema.registry.getFile(path)!;
    const [ours, protocs] = [proto, theirs].map((one) => toBinary(FileDescriptorProtoSchema, one));
    assert.deepEqual(ours, protocs, path);
  }
});

test("a file's bytes are decoded once", () => {
  assert.equal(module.file_user.bytes, module.file_user.bytes);
});

test("a message does not lead to a file", () => {
  const text = generateAll(schema)["user_pb.ts"]!;
  const uses = text.split("\n").filter((line) => line.includes("file_user"));
  assert.deepEqual(uses, ["export const file_user: FileDescription =", "  file: file_user,"]);
});

test("without encodeDescriptor there are no descriptors", () => {
  const text = generateTypeScript(schema.files.get("user.proto")!, defaultOptions);
  assert.doesNotMatch(text, /file|describeFile/);
});

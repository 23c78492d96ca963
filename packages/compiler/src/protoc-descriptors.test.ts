// protoc as an oracle of meaning: names, numbers, types, JSON names, packing and presence of everything in
// a set of files are what protoc's descriptors say, read by protobuf-es. The built-in well-known files are
// compared with those that come with protoc.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  createFileRegistry,
  type DescEnum,
  type DescField,
  type DescMessage,
  type DescMethod,
  fromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type {
  EnumDescriptor,
  FieldDescriptor,
  FileDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  ValueType,
} from "./descriptor/index.js";
import { diskFileSystem, goldenCases, runProtoc } from "./golden-cases.testing.js";
import { compile, wellKnownFiles } from "./linker/index.js";

test("descriptors of testdata/everything are what protoc makes of it", () => {
  const { folder, files } = goldenCases().find(({ name }) => name === "everything")!;
  compare(folder, files);
});

test("descriptors of the well-known types are those of protoc's own files", () => {
  compare("/nowhere", wellKnownFiles());
});

function compare(folder: string, paths: readonly string[]): void {
  const { files, diagnostics } = compile(paths, { fileSystem: diskFileSystem(folder, paths) });
  assert.deepEqual(
    diagnostics.filter((one) => one.severity === "error"),
    [],
  );
  const registry = protocRegistry(folder, paths);
  for (const file of files) {
    const theirs = registry.getFile(file.path)!;
    assert.deepEqual(summarizeFile(file), {
      path: `${theirs.name}.proto`,
      package: theirs.proto.package,
      isDeprecated: theirs.deprecated,
      imports: theirs.dependencies.map((one) => `${one.name}.proto`),
      publicImports: [...theirs.proto.publicDependency],
      messages: theirs.messages.map(summarizeTheirMessage),
      enums: theirs.enums.map(summarizeTheirEnum),
      services: theirs.services.map((one) => ({
        name: one.typeName,
        methods: one.methods.map(summarizeTheirMethod),
      })),
    });
  }
}

function protocRegistry(folder: string, paths: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const set = join(out, "set.binpb");
    const roots = folder === "/nowhere" ? tmpdir() : folder;
    const args = [`--descriptor_set_out=${set}`, "--include_imports", ...paths];
    const { isAccepted, output } = runProtoc(roots, args);
    assert.ok(isAccepted, output);
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(set)));
  } finally {
    rmSync(out, { recursive: true });
  }
}

function summarizeFile(file: FileDescriptor) {
  return {
    path: file.path,
    package: file.package,
    isDeprecated: file.isDeprecated,
    imports: file.imports.map((one) => one.file.path),
    publicImports: file.imports.flatMap((one, index) => (one.isPublic ? [index] : [])),
    messages: file.messages.map(summarizeMessage),
    enums: file.enums.map(summarizeEnum),
    services: file.services.map((one) => ({
      name: one.fullName,
      methods: one.methods.map(summarizeMethod),
    })),
  };
}

interface MessageSummary {
  readonly name: string;
  readonly isDeprecated: boolean;
  readonly fields: readonly unknown[];
  readonly oneofs: readonly unknown[];
  readonly messages: readonly MessageSummary[];
  readonly enums: readonly unknown[];
  readonly reservedNames: readonly string[];
  readonly reservedRanges: readonly unknown[];
}

function summarizeMessage(message: MessageDescriptor): MessageSummary {
  return {
    name: message.fullName,
    isDeprecated: message.isDeprecated,
    fields: message.fields.map(summarizeField),
    oneofs: message.oneofs.map((one) => [one.name, one.fields.map((field) => field.name)]),
    messages: message.messages.map(summarizeMessage),
    enums: message.enums.map(summarizeEnum),
    reservedNames: message.reservedNames,
    reservedRanges: message.reservedRanges.map(({ start, end }) => [start, end]),
  };
}

function summarizeTheirMessage(message: DescMessage): MessageSummary {
  return {
    name: message.typeName,
    isDeprecated: message.deprecated,
    fields: message.fields.map(summarizeTheirField),
    oneofs: message.oneofs.map((one) => [one.name, one.fields.map((field) => field.name)]),
    messages: message.nestedMessages.map(summarizeTheirMessage),
    enums: message.nestedEnums.map(summarizeTheirEnum),
    reservedNames: message.proto.reservedName,
    // protoc's ranges leave out their end.
    reservedRanges: message.proto.reservedRange.map(({ start, end }) => [start, end - 1]),
  };
}

function summarizeField(field: FieldDescriptor) {
  const { type } = field;
  return {
    name: field.name,
    number: field.number,
    jsonName: field.jsonName,
    isDeprecated: field.isDeprecated,
    oneof: field.oneof?.name,
    hasPresence: field.hasPresence,
    kind: type.kind,
    key: type.kind === "map" ? type.key : undefined,
    value: summarizeValue(type.value),
    isPacked: type.kind === "repeated" && type.isPacked,
    jstype: field.jstype,
  };
}

function summarizeTheirField(field: DescField): ReturnType<typeof summarizeField> {
  const isMap = field.fieldKind === "map";
  const isList = field.fieldKind === "list";
  const options = field.proto.options;
  return {
    name: field.name,
    number: field.number,
    jsonName: field.jsonName,
    isDeprecated: field.deprecated,
    oneof: field.oneof?.name,
    hasPresence: !isMap && !isList && field.presence !== FeatureSet_FieldPresence.IMPLICIT,
    kind: isMap ? "map" : isList ? "repeated" : "singular",
    key: isMap ? (scalarName(field.mapKey) as "string") : undefined,
    value:
      field.message?.typeName ??
      field.enum?.typeName ??
      scalarName((field as { scalar: ScalarType }).scalar),
    isPacked: isList && field.packed,
    jstype: (["normal", "string", "number"] as const)[options?.jstype ?? 0]!,
  };
}

function summarizeValue(value: ValueType): string {
  if (value.kind === "scalar") return value.scalar;
  return value.kind === "message" ? value.message.fullName : value.enum.fullName;
}

function scalarName(scalar: ScalarType): string {
  return ScalarType[scalar].toLowerCase();
}

function summarizeEnum({ fullName, isDeprecated, values }: EnumDescriptor) {
  const summaries = values.map((one) => [one.name, one.number, one.isDeprecated]);
  return { name: fullName, isDeprecated, values: summaries };
}

function summarizeTheirEnum({ typeName, deprecated, values }: DescEnum) {
  const summaries = values.map((one) => [one.name, one.number, one.deprecated]);
  return { name: typeName, isDeprecated: deprecated, values: summaries };
}

function summarizeMethod(method: MethodDescriptor) {
  return {
    name: method.name,
    input: method.input.fullName,
    output: method.output.fullName,
    streams: [method.isClientStreaming, method.isServerStreaming],
    isDeprecated: method.isDeprecated,
  };
}

function summarizeTheirMethod(method: DescMethod): ReturnType<typeof summarizeMethod> {
  const { clientStreaming, serverStreaming } = method.proto;
  return {
    name: method.name,
    input: method.input.typeName,
    output: method.output.typeName,
    streams: [clientStreaming, serverStreaming],
    isDeprecated: method.deprecated,
  };
}

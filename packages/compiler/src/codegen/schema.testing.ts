// Descriptors for tests, from protoc: what the generator is given does not hang on our own front end.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createFileRegistry,
  type DescEnum,
  type DescField,
  type DescFile,
  type DescMessage,
  type DescService,
  type FileRegistry,
  fromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { FieldOptions_JSType, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import {
  type Comments,
  EDITION_FEATURES,
  EDITIONS,
  type EnumDescriptor,
  type FieldDescriptor,
  type FieldType,
  type FileDescriptor,
  type MessageDescriptor,
  type ScalarType as ScalarTypeName,
  type ServiceDescriptor,
  type ValueType,
} from "../descriptor/index.js";

export interface TestSchema {
  /** By path, imported files included. */
  readonly files: ReadonlyMap<string, FileDescriptor>;
  /** The same for protobuf-es, as an oracle. */
  readonly registry: FileRegistry;
}

/** The well-known types as protoc has them; comments are left out. */
export function compileWellKnownTypes(): TestSchema {
  return compileProto(
    { "all.proto": `syntax = "proto3";\n${wellKnownFiles.map(toImport).join("\n")}` },
    [],
  );
}

const wellKnownFiles: readonly string[] =
  "any api duration empty field_mask source_context struct timestamp type wrappers".split(" ");

function toImport(name: string): string {
  return `import "google/protobuf/${name}.proto";`;
}

/** Compiles `sources`, a text for each path, with protoc. */
export function compileProto(
  sources: Readonly<Record<string, string>>,
  flags: readonly string[] = ["--include_source_info"],
): TestSchema {
  const directory = mkdtempSync(join(tmpdir(), "trunkline-codegen-"));
  try {
    for (const [path, text] of Object.entries(sources)) {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const protoc = fileURLToPath(
      new URL("../../../../node_modules/protoc/protoc.cjs", import.meta.url),
    );
    const output = join(directory, "descriptors.bin");
    const parameters = [
      protoc,
      "--include_imports",
      ...flags,
      `--descriptor_set_out=${output}`,
      `-I${directory}`,
      ...Object.keys(sources),
    ];
    execFileSync(process.execPath, parameters, { stdio: ["ignore", "inherit", "pipe"] });
    const set = fromBinary(FileDescriptorSetSchema, readFileSync(output));
    const registry = createFileRegistry(set);
    return { files: convertFiles(registry), registry };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Messages and enums by full name: made empty first, since they refer to each other. */
interface Known {
  readonly messages: Map<string, Writable<MessageDescriptor>>;
  readonly enums: Map<string, EnumDescriptor>;
  readonly files: Map<string, FileDescriptor>;
}

function convertFiles(registry: FileRegistry): ReadonlyMap<string, FileDescriptor> {
  const known: Known = { messages: new Map(), enums: new Map(), files: new Map() };
  const pending = [...registry.files];
  while (pending.length > 0) {
    const next = pending.findIndex((file) =>
      file.dependencies.every(({ proto }) => known.files.has(proto.name)),
    );
    const [file] = pending.splice(next, 1);
    known.files.set(file!.proto.name, convertFile(file!, known));
  }
  return known.files;
}

type FindComments = (...path: number[]) => Comments;

function commentsOf(file: DescFile): FindComments {
  const locations = file.proto.sourceCodeInfo?.location ?? [];
  return (...path) => {
    const at = locations.find((location) => location.path.join() === path.join());
    return {
      leading: at?.leadingComments || undefined,
      trailing: at?.trailingComments || undefined,
      leadingDetached: at?.leadingDetachedComments ?? [],
    };
  };
}

const FEATURES = EDITION_FEATURES[EDITIONS.proto3]!;

function convertFile(desc: DescFile, known: Known): FileDescriptor {
  const comments = commentsOf(desc);
  const file: Writable<FileDescriptor> = {
    kind: "file",
    path: desc.proto.name,
    package: desc.proto.package,
    syntax: "proto3",
    edition: EDITIONS.proto3,
    features: FEATURES,
    imports: desc.dependencies.map((dependency, index) => {
      const isPublic = desc.proto.publicDependency.includes(index);
      const modifier = isPublic ? "public" : undefined;
      return { file: known.files.get(dependency.proto.name)!, isPublic, modifier };
    }),
    messages: [],
    enums: [],
    services: [],
    extensions: [],
    options: [],
    isDeprecated: desc.deprecated,
    syntaxComments: comments(12),
    packageComments: comments(2),
  };
  file.enums = desc.enums.map((each, i) =>
    declareEnum(each, file, undefined, known, comments, [5, i]),
  );
  file.messages = desc.messages.map((each, i) =>
    declareMessage(each, file, undefined, known, comments, [4, i]),
  );
  desc.messages.forEach((each, i) => {
    fillMessage(each, known, comments, [4, i]);
  });
  file.services = desc.services.map((each, i) => convertService(each, file, known, comments, i));
  return file;
}

function declareEnum(
  desc: DescEnum,
  file: FileDescriptor,
  parent: MessageDescriptor | undefined,
  known: Known,
  comments: FindComments,
  path: number[],
): EnumDescriptor {
  const descriptor: EnumDescriptor = {
    kind: "enum",
    name: desc.name,
    fullName: desc.typeName,
    file,
    parent,
    values: desc.values.map((value, i) => ({
      name: value.name,
      number: value.number,
      options: [],
      isDeprecated: value.deprecated,
      comments: comments(...path, 2, i),
    })),
    visibility: undefined,
    reservedRanges: [],
    reservedNames: [],
    features: FEATURES,
    allowAlias: desc.proto.options?.allowAlias ?? false,
    options: [],
    isDeprecated: desc.deprecated,
    comments: comments(...path),
  };
  known.enums.set(desc.typeName, descriptor);
  return descriptor;
}

function declareMessage(
  desc: DescMessage,
  file: FileDescriptor,
  parent: MessageDescriptor | undefined,
  known: Known,
  comments: FindComments,
  path: number[],
): MessageDescriptor {
  const descriptor: Writable<MessageDescriptor> = {
    kind: "message",
    name: desc.name,
    fullName: desc.typeName,
    file,
    parent,
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    visibility: undefined,
    extensions: [],
    extensionRanges: [],
    isMessageSet: false,
    features: FEATURES,
    reservedRanges: [],
    reservedNames: [],
    options: [],
    isDeprecated: desc.deprecated,
    comments: comments(...path),
  };
  known.messages.set(desc.typeName, descriptor);
  descriptor.messages = desc.nestedMessages.map((each) => {
    const index = desc.proto.nestedType.indexOf(each.proto);
    return declareMessage(each, file, descriptor, known, comments, [...path, 3, index]);
  });
  descriptor.enums = desc.nestedEnums.map((each, i) =>
    declareEnum(each, file, descriptor, known, comments, [...path, 4, i]),
  );
  return descriptor;
}

function fillMessage(
  desc: DescMessage,
  known: Known,
  comments: FindComments,
  path: number[],
): void {
  const message = known.messages.get(desc.typeName)!;
  const oneofs = desc.oneofs.map((each) => ({
    kind: "oneof" as const,
    name: each.name,
    fullName: `${desc.typeName}.${each.name}`,
    fields: [] as FieldDescriptor[],
    message,
    features: FEATURES,
    options: [],
    comments: comments(...path, 8, desc.proto.oneofDecl.indexOf(each.proto)),
  }));
  message.oneofs = oneofs;
  message.fields = desc.fields.map((each, i): FieldDescriptor => {
    const oneof = oneofs[desc.oneofs.findIndex(({ name }) => name === each.oneof?.name)];
    const field: FieldDescriptor = {
      kind: "field",
      name: each.name,
      fullName: `${desc.typeName}.${each.name}`,
      jsonName: each.jsonName,
      number: each.number,
      type: fieldType(each, known),
      hasPresence: each.fieldKind === "message" || each.proto.proto3Optional || oneof !== undefined,
      isRequired: false,
      label: undefined,
      defaultValue: undefined,
      features: FEATURES,
      oneof,
      message,
      jstype: jstypeOf(each),
      options: [],
      isDeprecated: each.deprecated,
      comments: comments(...path, 2, i),
    };
    oneof?.fields.push(field);
    return field;
  });
  for (const each of desc.nestedMessages) {
    fillMessage(each, known, comments, [...path, 3, desc.proto.nestedType.indexOf(each.proto)]);
  }
}

function jstypeOf(field: DescField): "normal" | "string" | "number" {
  switch (field.proto.options?.jstype) {
    case FieldOptions_JSType.JS_STRING:
      return "string";
    case FieldOptions_JSType.JS_NUMBER:
      return "number";
    default:
      return "normal";
  }
}

function scalarName(scalar: ScalarType): ScalarTypeName {
  return ScalarType[scalar].toLowerCase() as ScalarTypeName;
}

function fieldType(field: DescField, known: Known): FieldType {
  const value: ValueType =
    field.message !== undefined
      ? {
          kind: "message",
          message: known.messages.get(field.message.typeName)!,
          isDelimited: false,
        }
      : field.enum !== undefined
        ? { kind: "enum", enum: known.enums.get(field.enum.typeName)! }
        : { kind: "scalar", scalar: scalarName(field.scalar!) };
  if (field.fieldKind === "list") return { kind: "repeated", value, isPacked: field.packed };
  if (field.fieldKind === "map") return { kind: "map", key: scalarName(field.mapKey), value };
  return { kind: "singular", value };
}

function convertService(
  desc: DescService,
  file: FileDescriptor,
  known: Known,
  comments: FindComments,
  index: number,
): ServiceDescriptor {
  const service: Writable<ServiceDescriptor> = {
    kind: "service",
    name: desc.name,
    fullName: desc.typeName,
    file,
    methods: [],
    features: FEATURES,
    options: [],
    isDeprecated: desc.deprecated,
    comments: comments(6, index),
  };
  service.methods = desc.methods.map((each, i) => ({
    kind: "method",
    name: each.name,
    fullName: `${desc.typeName}.${each.name}`,
    service,
    input: known.messages.get(each.input.typeName)!,
    output: known.messages.get(each.output.typeName)!,
    isClientStreaming: each.proto.clientStreaming,
    isServerStreaming: each.proto.serverStreaming,
    options: [],
    isDeprecated: each.deprecated,
    comments: comments(6, index, 2, i),
  }));
  return service;
}

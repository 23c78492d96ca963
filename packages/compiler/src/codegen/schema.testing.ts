// Descriptors for tests, from .proto texts: ours, and the same files as protoc reads them.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { FileDescriptor } from "../descriptor/index.js";
import { protocInclude, runProtoc } from "../golden-cases.testing.js";
import { type CompileResult, compile } from "../linker/index.js";

export interface TestSchema {
  /** By path, imported files included. */
  readonly files: ReadonlyMap<string, FileDescriptor>;
  readonly result: CompileResult;
  /** What protoc makes of the same texts, for protobuf-es: an oracle. */
  readonly registry: FileRegistry;
}

/** The well-known types as protoc has them. */
export function compileWellKnownTypes(): TestSchema {
  const imports = wellKnownFiles.map((name) => `import "google/protobuf/${name}.proto";`);
  return compileProto({ "all.proto": `syntax = "proto3";\n${imports.join("\n")}` }, true);
}

const wellKnownFiles: readonly string[] =
  "any api descriptor duration empty field_mask source_context struct timestamp type wrappers".split(
    " ",
  );

/** Compiles `sources`, a text for each path. */
export function compileProto(
  sources: Readonly<Record<string, string>>,
  readsWellKnownFiles = false,
): TestSchema {
  const result = compile(Object.keys(sources), {
    fileSystem: { read: (path) => readSource(sources, path) },
    readsWellKnownFiles,
  });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return { files: withImports(result.files), result, registry: createRegistry(sources) };
}

function readSource(
  sources: Readonly<Record<string, string>>,
  path: string,
): Uint8Array | undefined {
  const text = sources[path];
  if (text !== undefined) return new TextEncoder().encode(text);
  try {
    return readFileSync(join(protocInclude, path));
  } catch {
    return undefined;
  }
}

function withImports(files: readonly FileDescriptor[]): ReadonlyMap<string, FileDescriptor> {
  const all = new Map<string, FileDescriptor>();
  const add = (file: FileDescriptor): void => {
    if (all.has(file.path)) return;
    for (const { file: imported } of file.imports) add(imported);
    all.set(file.path, file);
  };
  for (const file of files) add(file);
  return all;
}

function createRegistry(sources: Readonly<Record<string, string>>): FileRegistry {
  const directory = mkdtempSync(join(tmpdir(), "trunkline-codegen-"));
  try {
    for (const [path, text] of Object.entries(sources)) {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const set = join(directory, "descriptors.bin");
    const flags = ["--include_imports", `--descriptor_set_out=${set}`];
    const { isAccepted, output } = runProtoc(directory, [...flags, ...Object.keys(sources)]);
    if (!isAccepted) throw new Error(output);
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(set)));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

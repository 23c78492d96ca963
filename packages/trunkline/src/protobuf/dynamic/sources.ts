// From what describes .proto files to their descriptors, each once and after those it imports.

import type { FileDescription } from "../file-description.js";
import {
  FileDescriptorProto,
  FileDescriptorSet,
  type FileDescriptorSetInit,
} from "../gen/google/protobuf/descriptor_pb.js";
import { shorten } from "../shorten.js";
import { describeValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { DescriptorError } from "./descriptor-error.js";

/**
 * What describes .proto files: the bytes of a FileDescriptorSet, the set itself, or a file of generated code, with
 * all that it imports.
 */
export type DescriptorSource = Uint8Array | FileDescriptorSetInit | FileDescription;

/**
 * The descriptors of all files, those that are imported first. Of two with one path the first is kept.
 *
 * @throws DescriptorError where an import is missing, or files import each other
 * @throws DecodeError where bytes are no FileDescriptorSet
 */
export function filesOf(sources: readonly DescriptorSource[]): FileDescriptorProto[] {
  const files = new Map<string, FileDescriptorProto>();
  for (const source of sources) addSource(files, source);
  return sortByImports(files);
}

function addSource(files: Map<string, FileDescriptorProto>, source: DescriptorSource): void {
  if (isUint8Array(source)) addSet(files, FileDescriptorSet.decode(source).file);
  else if (typeof source !== "object" || source === null) rejectSource(source);
  else if ("bytes" in source) addDescription(files, source);
  else if ("file" in source) addSet(files, FileDescriptorSet.create(source).file);
  else rejectSource(source);
}

function rejectSource(source: unknown): never {
  const wanted =
    "the bytes of a FileDescriptorSet, a FileDescriptorSet or a file of generated code";
  throw new TypeError(`Cannot load descriptors: expected ${wanted}, got ${describeValue(source)}`);
}

function addSet(
  files: Map<string, FileDescriptorProto>,
  set: readonly FileDescriptorProto[],
): void {
  for (const file of set) {
    const { name = "" } = file;
    if (name === "") throw new DescriptorError("", "expected the path by which others import it");
    if (!files.has(name)) files.set(name, file);
  }
}

function addDescription(files: Map<string, FileDescriptorProto>, first: FileDescription): void {
  const waiting = [first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file.path)) continue;
    files.set(file.path, FileDescriptorProto.decode(file.bytes));
    waiting.push(...file.imports);
  }
}

function sortByImports(files: ReadonlyMap<string, FileDescriptorProto>): FileDescriptorProto[] {
  const importers = new Map<string, FileDescriptorProto[]>();
  const missing = new Map<FileDescriptorProto, number>();
  const ready: FileDescriptorProto[] = [];
  for (const file of files.values()) {
    const imports = new Set(file.dependency);
    for (const path of imports) {
      if (!files.has(path)) failImport(file, path);
      const others = importers.get(path);
      if (others === undefined) importers.set(path, [file]);
      else others.push(file);
    }
    if (imports.size === 0) ready.push(file);
    else missing.set(file, imports.size);
  }
  for (const file of ready) {
    for (const importer of importers.get(file.name!) ?? []) {
      const left = missing.get(importer)! - 1;
      missing.set(importer, left);
      if (left === 0) ready.push(importer);
    }
  }
  const [stuck] = [...missing].filter(([, left]) => left > 0);
  if (stuck !== undefined) {
    throw new DescriptorError(stuck[0].name!, "it imports a file that imports it in turn");
  }
  return ready;
}

function failImport(file: FileDescriptorProto, path: string): never {
  throw new DescriptorError(
    file.name!,
    `it imports ${shorten(path)}, which is not there; a set must hold what its files import (trunkline build --include-imports, protoc --include_imports)`,
  );
}

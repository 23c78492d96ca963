// Compiled files to a FileDescriptorSet, byte for byte as protoc writes it.

import { type FileDescriptor, ProtoWriter } from "../descriptor/index.js";
import type { CompileResult } from "../linker/index.js";
import { encodeFile } from "./encode-file.js";
import { FileEncoding } from "./encoding.js";
import type { DescriptorSetOptions } from "./options.js";
import { encodeSourceInfo } from "./source-info/encode-source-info.js";
import { recordFile } from "./source-info/record-file.js";

/**
 * The files of `result` as a FileDescriptorSet: the bytes of `protoc --descriptor_set_out`, for the same
 * files in the same order. A result with errors has no files, and gives no bytes.
 *
 * @example
 * const set = encodeDescriptorSet(compile(["hello.proto"], { fileSystem }), {
 *   includeImports: true,
 * });
 */
export function encodeDescriptorSet(
  result: CompileResult,
  options: DescriptorSetOptions = {},
): Uint8Array {
  const writer = new ProtoWriter();
  for (const file of filesOfSet(result.files, options.includeImports ?? false)) {
    writer.message(1, () => writeFile(writer, result, file, options));
  }
  return writer.finish();
}

/** One file of `result`, or one that these import, as FileDescriptorProto. */
export function encodeFileDescriptor(
  result: CompileResult,
  file: FileDescriptor,
  options: Omit<DescriptorSetOptions, "includeImports"> = {},
): Uint8Array {
  const writer = new ProtoWriter();
  writeFile(writer, result, file, options);
  return writer.finish();
}

function writeFile(
  writer: ProtoWriter,
  result: CompileResult,
  file: FileDescriptor,
  options: DescriptorSetOptions,
): void {
  const encoding = new FileEncoding(writer, result, options);
  encodeFile(encoding, file, () => {
    const node = options.includeSourceInfo ? result.syntaxOf(file) : undefined;
    if (node === undefined) return;
    const locations = recordFile(node, (option) => encoding.optionPaths.get(option));
    writer.message(9, () => encodeSourceInfo(writer, locations, encoding.stripped));
  });
}

/** The files of a set in protoc's order: a file after those it imports, for options too. */
export function filesOfSet(
  files: readonly FileDescriptor[],
  includesImports: boolean,
): readonly FileDescriptor[] {
  // By path: files that were not compiled in one run may each have a copy of what they import.
  const seen = new Set<string>();
  const asked = new Set(files.map(({ path }) => path));
  if (!includesImports) {
    for (const file of files) {
      for (const one of file.imports) if (!asked.has(one.file.path)) seen.add(one.file.path);
    }
  }
  const ordered: FileDescriptor[] = [];
  for (const file of files) addWithImports(file, seen, ordered);
  return ordered;
}

/** Adds `root` after what it imports. Keeps its own stack: chains of imports may be long. */
function addWithImports(root: FileDescriptor, seen: Set<string>, ordered: FileDescriptor[]): void {
  const stack: { readonly file: FileDescriptor; next: number }[] = [];
  const open = (file: FileDescriptor) => {
    if (seen.has(file.path)) return;
    seen.add(file.path);
    stack.push({ file, next: 0 });
  };
  open(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const one = top.file.imports[top.next++];
    if (one === undefined) {
      ordered.push(top.file);
      stack.pop();
    } else {
      open(one.file);
    }
  }
}

// What must hold whatever the files say: compiling ends and throws nothing; there are descriptors or errors,
// never both; what the diagnostics point at is there; and what was accepted can be written.

import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { encodeDescriptorSet } from "../descriptor-set/index.js";
import { type Diagnostic, renderDiagnostic, toJsonDiagnostic } from "../diagnostic/index.js";
import { type CompileResult, compile, DEFAULT_COMPILER_LIMITS } from "../linker/index.js";
import { OPTIONS_PROTO } from "./random-option.testing.js";
import { Finding } from "./target.testing.js";

/** Octets of a descriptor set that one octet of a file may become; texts of options are said once more. */
const MOST_GROWTH = 200;

/** `options.proto` where the case has none of its own. */
export function withOptionsFile(
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> {
  return new Map([["options.proto", Buffer.from(OPTIONS_PROTO)], ...files]);
}

export function compileCase(
  files: ReadonlyMap<string, Uint8Array>,
  asked: readonly string[] = ["main.proto"],
): CompileResult {
  return compile(asked, {
    fileSystem: { read: (path) => files.get(path), list: () => [...files.keys()] },
  });
}

/** @throws Finding */
export function checkCompile(files: ReadonlyMap<string, Uint8Array>): void {
  const result = compileCase(withOptionsFile(files));
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  const wanted = errors.length > 0 ? 0 : 1;
  if (result.files.length !== wanted) {
    throw new Finding(`${errors.length} errors and ${result.files.length} descriptors`);
  }
  if (result.diagnostics.length > DEFAULT_COMPILER_LIMITS.maxDiagnostics + 1) {
    throw new Finding(`${result.diagnostics.length} diagnostics`);
  }
  for (const diagnostic of result.diagnostics) checkDiagnostic(diagnostic);
  if (wanted === 1) checkOutput(result, files);
}

function checkDiagnostic(diagnostic: Diagnostic): void {
  const { message, span, edit, related } = diagnostic;
  if (!/^[^\n]*(?:[^.\n]|\.\.\.)$/.test(message)) throw new Finding(`odd message: ${message}`);
  if (!renderDiagnostic(diagnostic, { color: true }).endsWith("\n")) {
    throw new Finding(`odd text: ${message}`);
  }
  JSON.stringify(toJsonDiagnostic(diagnostic));
  for (const one of [span, edit?.span, ...related.map((label) => label.span)]) {
    if (one === undefined) continue;
    if (one.start < 0 || one.start > one.end || one.end > one.file.text.length) {
      throw new Finding(`"${message}" is at ${one.start} to ${one.end} of ${one.file.text.length}`);
    }
  }
}

function checkOutput(result: CompileResult, files: ReadonlyMap<string, Uint8Array>): void {
  const options = { includeImports: true, includeSourceInfo: true };
  const set = encodeDescriptorSet(result, options);
  encodeDescriptorSet(result, { retainOptions: true });
  let size = 0;
  for (const bytes of files.values()) size += bytes.length;
  // The well-known files may come along.
  if (set.length > 200_000 + MOST_GROWTH * size) {
    throw new Finding(`${size} octets became ${set.length}`);
  }
  // Another implementation can read it, and finds every name that it refers to.
  createFileRegistry(fromBinary(FileDescriptorSetSchema, set));
}

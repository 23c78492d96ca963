// The compiler's front end in one call: paths in, descriptors and diagnostics out.

import type { CompileInput, CompileResult } from "./compile-result.js";
import { runCompiler } from "./run-compiler.js";

/**
 * Parses and links `input.files` and all they import. Does no I/O but `fileSystem.read`, and never throws
 * for what files say: that is what `diagnostics` are for.
 *
 * @example
 * const { files, diagnostics } = compileFiles({
 *   files: ["hello.proto"],
 *   fileSystem: { read: (path) => sources.get(path) },
 * });
 */
export function compileFiles(input: CompileInput): CompileResult {
  return runCompiler(input, new Map()).result;
}

// The compiler's front end in one call: paths in, descriptors and diagnostics out.

import type { CompileResult } from "./compile-result.js";
import type { CompileOptions } from "./options.js";
import { runCompiler } from "./run-compiler.js";

/**
 * Parses and links `files`, paths as an import would name them (`user/v1/user.proto`), and all they import.
 * Does no I/O but `fileSystem.read`, and never throws for what files say: that is what `diagnostics` are for.
 * {@link IncrementalCompiler} compiles again what a change touches.
 *
 * @example
 * const { files, diagnostics } = compile(["hello.proto"], {
 *   fileSystem: { read: (path) => sources.get(path) },
 * });
 *
 * @throws TypeError where the file system gives neither bytes nor text
 */
export function compile(files: readonly string[], options: CompileOptions): CompileResult {
  return runCompiler(files, options, new Map()).result;
}

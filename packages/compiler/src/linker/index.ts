// Files and what they import, to descriptors.

export { compile } from "./compile.js";
export type { CompileResult } from "./compile-result.js";
export type { FileSystem } from "./file-system.js";
export { IncrementalCompiler, type IncrementalResult } from "./incremental-compiler.js";
export type { InterpretedOptions } from "./interpretation/index.js";
export { jsonNameOf } from "./json-name.js";
export { type CompilerLimits, DEFAULT_COMPILER_LIMITS } from "./limits.js";
export type { CompileOptions } from "./options.js";
export { isScalarType } from "./scalar-types.js";
export { isWellKnownFile, wellKnownFiles } from "./well-known/index.js";

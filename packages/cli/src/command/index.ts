// The commands.

export { type BuildOptions, build } from "./build.js";
export { EXIT_OK, EXIT_USAGE } from "./exit-codes.js";
export { type GenerateOptions, generate } from "./generate.js";
export { importSuffixFor } from "./import-suffix.js";
export { withOwnSpellings } from "./protoc-spellings.js";
export type { Terminal } from "./terminal.js";
export { UsageError } from "./usage-error.js";

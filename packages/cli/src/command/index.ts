// The commands.

export { EXIT_OK, EXIT_USAGE } from "./exit-codes.js";
export { type GenerateOptions, generate } from "./generate.js";
export { importSuffixFor } from "./import-suffix.js";
export type { Terminal } from "./terminal.js";
export { UsageError } from "./usage-error.js";

// The commands.

export { type BuildOptions, build } from "./build.js";
export { ERROR_FORMATS, errorFormatIn } from "./error-format.js";
export { EXIT_OK, EXIT_USAGE } from "./exit-codes.js";
export { type GenerateOptions, generate } from "./generate.js";
export { importSuffixFor } from "./import-suffix.js";
export { withOwnSpellings } from "./protoc-spellings.js";
export { printFailure } from "./report.js";
export { asPackage } from "./target/index.js";
export type { Terminal } from "./terminal.js";
export { UsageError } from "./usage-error.js";
export { versionOfPackage } from "./version.js";
export { watch } from "./watch.js";

// Descriptors in, TypeScript out.

export { type CodegenProblem, checkFile } from "./check-file.js";
export { outputPath } from "./file-names.js";
export { generateTypeScript } from "./generate-typescript.js";
export type { CodegenOptions } from "./options.js";

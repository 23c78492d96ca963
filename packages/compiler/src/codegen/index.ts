// Descriptors in, TypeScript out.

export { checkFile } from "./check-file.js";
export type { CodegenProblem } from "./codegen-problem.js";
export { generatedFrom } from "./file-header.js";
export { outputPath } from "./file-names.js";
export { generateTypeScript } from "./generate-typescript.js";
export type { CodegenOptions, CodegenPolicies, ValuePolicy } from "./options.js";
export { unusedOverrides } from "./policies.js";

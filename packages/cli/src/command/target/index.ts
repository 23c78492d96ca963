// What files are made of what was compiled: a kind of target a file.

export type { GeneratedOutput, TargetInput } from "./generated-output.js";
export { runPlugin } from "./plugin.js";
export { asPackage, generatePython } from "./python.js";
export { type ProgramRun, runProgramToEnd } from "./run-program.js";
export { checkTypeScript, generateTypeScriptFiles, typeScriptPaths } from "./typescript.js";

// The command as a function, for programs that start it themselves.

export type { Terminal } from "./deps/index.js";
export { runProgram } from "./program.js";

// What commands get from the process that runs them.

export type { Terminal } from "./terminal.js";

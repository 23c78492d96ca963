// Starting programs of any make and talking about them: for the language pairs, the benchmarks and
// the story of npm start.

export { type Command, nodeCommand, withArgs } from "./command.js";
export {
  type Example,
  exampleProto,
  goExample,
  pythonExample,
  typescriptExample,
} from "./example-programs.js";
export { type GoSource, goCommand, type PythonSource, pythonCommand } from "./peer-programs.js";
export {
  cpuTimeMicros,
  machineTimeMicros,
  peakResidentBytes,
  residentBytes,
} from "./process-usage.js";
export {
  Program,
  type ProgramResult,
  runProgram,
  type ServerProgram,
  startServer,
} from "./program.js";
export { type Growth, watchMemory } from "./soak/memory-watch.js";
export { growthOver } from "./soak/runs.js";
export { repositoryPath } from "./workspace.js";

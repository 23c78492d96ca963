// The command line: what can be typed, and what exit code comes of it.

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import {
  EXIT_OK,
  EXIT_USAGE,
  type GenerateOptions,
  generate,
  type Terminal,
  UsageError,
} from "./command/index.js";

/** Runs the command that `args` spell (without node and script). Returns the exit code; never throws. */
export function runProgram(args: readonly string[], terminal: Terminal): number {
  let exitCode = EXIT_OK;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    program.parse(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    }
    if (!(error instanceof UsageError)) throw error;
    reportUsageError(error, args, terminal);
    return EXIT_USAGE;
  }
  return exitCode;
}

function createProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command("trunkline")
    .description("gRPC for TypeScript")
    .version(versionOfPackage(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.writeOut(text),
      writeErr: (text) => terminal.writeError(text),
    });
  program
    .command("generate")
    .description("generate TypeScript from .proto files")
    .argument("[paths...]", "files or folders in the proto directory; all of it by default")
    .option("--proto-dir <folder>", "the folder that imports start from", "proto")
    .option("--out <folder>", "the folder to write to", "gen")
    .option("--runtime-import <module>", "what generated code imports", "trunkline/protobuf")
    .option("--json", "print results and diagnostics as one JSON object")
    .addHelpText(
      "after",
      `
Files that the given ones import are generated too. Files that did not change are not
written. Exit codes: 0 all is well, 1 errors in .proto files, 2 wrong use.`,
    )
    .action((paths: string[], options: GenerateOptions) => {
      exit(generate(paths, options, terminal));
    });
  return program;
}

/** As `--json` asks, or as text for people. */
function reportUsageError(error: UsageError, args: readonly string[], terminal: Terminal): void {
  if (args.includes("--json")) {
    const { message, help } = error;
    terminal.writeOut(`${JSON.stringify({ error: { message, ...(help && { help }) } })}\n`);
    return;
  }
  terminal.writeError(`error: ${error.message}\n`);
  if (error.help !== undefined) terminal.writeError(`  = help: ${error.help}\n`);
}

function versionOfPackage(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

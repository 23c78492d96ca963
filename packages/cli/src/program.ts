// The command line: what can be typed, and what exit code comes of it.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import {
  type BuildOptions,
  build,
  ERROR_FORMATS,
  EXIT_HEALTH_USAGE,
  EXIT_OK,
  EXIT_USAGE,
  errorFormatIn,
  type GenerateOptions,
  generate,
  type HealthOptions,
  health,
  printFailure,
  UsageError,
  versionOfPackage,
  watch,
  withOwnSpellings,
  withProbeSpellings,
} from "./command/index.js";
import type { Terminal } from "./deps/index.js";

/** Runs the command that `args` spell (without node and script). Returns the exit code; never throws. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = EXIT_OK;
  const usageCode = args[0] === "health" ? EXIT_HEALTH_USAGE : EXIT_USAGE;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(withSpellings(args), { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_OK : usageCode;
    }
    if (!(error instanceof UsageError)) throw error;
    await printFailure(error.message, error.help, errorFormatIn(args), terminal);
    return usageCode;
  }
  return exitCode;
}

/** The arguments in our spellings, where other programs are called alike. */
function withSpellings(args: readonly string[]): readonly string[] {
  if (args[0] === "build") return withOwnSpellings(args);
  return args[0] === "health" ? withProbeSpellings(args) : args;
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
    .description("generate TypeScript, Go, Python and more from .proto files")
    .argument(
      "[paths...]",
      'files or folders in the proto directory; all of it by default; a descriptor set; "-" for stdin',
      collect,
    )
    .option(
      "-I, --proto-dir <folder>",
      'a folder that imports start from; may be repeated; "proto" by default',
      collect,
    )
    .addOption(configOption())
    .option("--target <name>", "only this target of the configuration; may be repeated", collect)
    .option("--out <folder>", 'the folder that TypeScript goes to; "gen" by default', text)
    .option("--runtime-import <module>", 'what it imports; "trunkline/protobuf" by default', text)
    .option("--stdin-name <path>", "what a .proto file from stdin is called", text, "stdin.proto")
    .option("-w, --watch", "go on after each change, until it is stopped")
    .option("--clean", "remove generated TypeScript whose .proto file is gone, as --watch does")
    .addOption(errorFormatOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
What is generated, and where to, stands in trunkline.yaml; without one it is TypeScript, in gen.
TypeScript is also generated for files that the given ones import. Files that did not change
are not written. Exit codes: 0 all is well, 1 errors in .proto files, 2 wrong use.`,
    )
    .action(async (paths: string[], options: GenerateOptions) => {
      const run = options.watch ? watch : generate;
      exit(await run(paths, options, terminal));
    });
  addBuild(program, terminal, exit);
  addHealth(program, terminal, exit);
  return program;
}

/** The value of an option that is to say something. */
function text(value: string): string {
  if (value === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** Values of an option or argument that may be repeated. */
function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, text(value)];
}

function addBuild(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("build")
    .description("check .proto files, and write what they say as a descriptor set, as protoc does")
    .argument(
      "[paths...]",
      'files or folders; all of the proto directory by default; "-" for stdin',
      collect,
    )
    .option(
      "-I, --proto-dir <folder>",
      "a folder that imports start from; may be repeated",
      collect,
    )
    .addOption(configOption())
    .option(
      "-o, --output <file>",
      'the descriptor set; "-" for stdout; without it, check only',
      text,
    )
    .option("--include-imports", "with all files that the given ones import")
    .option("--include-source-info", "with places and comments")
    .option("--retain-options", "with options of source retention")
    .option("--stdin-name <path>", "what the file from stdin is called", text, "stdin.proto")
    .addOption(errorFormatOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
The proto directory is that of the configuration, or "proto". The bytes are those of protoc with
the same options, whose spellings work too: --descriptor_set_out, --include_imports,
--include_source_info, --retain_options, --proto_path. So do buf's --exclude-imports,
--exclude-source-info and --as-file-descriptor-set, which is how it is anyway. Exit codes:
0 all is well, 1 errors in .proto files, 2 wrong use.`,
    )
    .action(async (paths: string[], options: BuildOptions) => {
      exit(await build(paths, options, terminal));
    });
}

function addHealth(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("health")
    .description("ask a server whether it serves, by grpc.health.v1.Health")
    .argument("[target]", 'where it is: "localhost:50051", "unix:/run/orders.sock"', text)
    .argument("[service]", "the full name of the service asked about; the whole server by default")
    .option("--addr <target>", "the same as the first argument", text)
    .option("--service <name>", "the same as the second")
    .option("--connect-timeout <duration>", "how long it may take to say its first word", "1s")
    .option("--rpc-timeout <duration>", "and after that, to answer", "1s")
    .option("--tls", "by TLS; plaintext by default")
    .option("--tls-ca-cert <file>", "the authorities its certificate is accepted from", text)
    .option("--tls-client-cert <file>", "the certificate to show, where it asks for one", text)
    .option("--tls-client-key <file>", "and its key", text)
    .option("--tls-server-name <name>", "the name its certificate must be for", text)
    .option("--tls-no-verify", "whatever its certificate says")
    .option("--user-agent <text>", "what to put before our own", text)
    .option("--rpc-header <header>", 'a header as "name: value"; may be repeated', collect)
    .option("-v, --verbose", "tell how long it took")
    .addOption(new Option("--json", "the outcome as one JSON object, on stdout"))
    .addHelpText(
      "after",
      `
Durations are such as 500ms or 2s. The flags of grpc_health_probe work as they are, with one dash.
Exit codes, which are its codes too: 0 it is SERVING, 1 wrong use, 2 it cannot be reached,
3 the call failed, 4 it is not SERVING.`,
    )
    .action(
      async (target: string | undefined, service: string | undefined, options: HealthOptions) => {
        exit(await health(target, service, options, terminal));
      },
    );
}

function configOption(): Option {
  return new Option(
    "--config <file>",
    'the configuration; "trunkline.yaml" by default, where it is there',
  ).argParser(text);
}

function errorFormatOption(): Option {
  return new Option("--error-format <format>", "how findings are printed")
    .choices(ERROR_FORMATS)
    .default("text");
}

function jsonOption(): Option {
  return new Option("--json", "the same as --error-format json").conflicts("errorFormat");
}

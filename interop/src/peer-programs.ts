// The programs of other makes: Python ones with the code that grpcio-tools generates for them, Go ones
// compiled with the code that Go's plugins generate, both asked by `trunkline generate`. Sources lie in the
// repository, everything made from them in the git-ignored `.tools/`.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { peer } from "@trunkline/scripts/peers";
import type { Command } from "./command.js";
import { preparedFolder } from "./prepared-folder.js";
import { repositoryPath } from "./workspace.js";

/** Programs of another make with their .proto files. */
interface Source {
  /** The folder of its sources. */
  readonly folder: string;
  readonly proto: string;
  /** More files, beside `proto`. */
  readonly otherProtos?: readonly string[];
  /** The trunkline.yaml that says what is generated, from the folder above the sources on. */
  readonly config: string;
}

/** A Python program; it imports the generated code from `gen/` beside it. */
export type PythonSource = Source;

/** A Go module, the folder of go.mod: each command is a folder in it, and uses the code as package `pb`. */
export type GoSource = Source;

/** The command that runs `script` of `source` with Python. @throws Error when Python is not set up */
export function pythonCommand(source: PythonSource, script: string): Command {
  const { ready, why, paths } = peer("python");
  if (!ready) throw new Error(`Cannot run "${script}" with Python: ${why}`);
  const folder = preparedFolder({
    name: `python-${protoName(source.proto)}`,
    files: inputFiles(source, [".py"]),
    versions: paths.python,
    make(unfinished) {
      generate(["python"], unfinished, dirname(paths.python));
    },
  });
  return { file: paths.python, args: [join(folder, basename(source.folder), script)] };
}

/** The command that runs `name`, a command of the Go module. @throws Error when Go is not set up */
export function goCommand(source: GoSource, name: string): Command {
  const { ready, why, paths } = peer("go");
  if (!ready) throw new Error(`Cannot run "${name}" with Go: ${why}`);
  const folder = preparedFolder({
    name: `go-${protoName(source.proto)}`,
    files: inputFiles(source, [".go", "go.mod", "go.sum"]),
    versions: paths.bin,
    make(unfinished) {
      generate(["protoc-gen-go", "protoc-gen-go-grpc"], unfinished, paths.bin);
      const module = join(unfinished, basename(source.folder));
      const environment = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" };
      run(paths.go, ["build", "-o", "bin/", "./..."], module, environment);
    },
  });
  return { file: join(folder, basename(source.folder), "bin", name), args: [] };
}

/** The sources in their folder, and beside it the configuration and `proto/`. */
function inputFiles(
  { folder, proto, otherProtos = [], config }: Source,
  endings: readonly string[],
): Record<string, string> {
  const files: Record<string, string> = { "trunkline.yaml": config };
  for (const path of [proto, ...otherProtos]) files[`proto/${basename(path)}`] = path;
  for (const [to, from] of Object.entries(sourceFiles(folder, endings))) {
    files[`${basename(folder)}/${to}`] = from;
  }
  return files;
}

/** Runs `trunkline generate` in `folder` for these targets, whose programs are in `bin`. */
function generate(targets: readonly string[], folder: string, bin: string): void {
  const command = fileURLToPath(import.meta.resolve("@trunkline/cli/main"));
  const chosen = targets.flatMap((target) => ["--target", target]);
  run(process.execPath, [command, "generate", "-I", "proto", ...chosen], folder, {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
  });
}

function protoName(path: string): string {
  return basename(path, ".proto");
}

/** Files in `folder` and one level below whose names end as given: their path there to their path here. */
function sourceFiles(folder: string, endings: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(repositoryPath(folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== "gen" && entry.name !== "pb") {
      for (const [to, from] of Object.entries(sourceFiles(path, endings))) {
        files[`${entry.name}/${to}`] = from;
      }
    } else if (endings.some((ending) => entry.name.endsWith(ending))) files[entry.name] = path;
  }
  return files;
}

function run(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): void {
  execFileSync(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

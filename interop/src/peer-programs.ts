// The programs of other makes: Python ones with the code that grpcio-tools generates for them, Go ones
// compiled with the code that protoc and its Go plugins generate. Sources lie in the repository,
// everything made from them in the git-ignored `.tools/`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { peer } from "@trunkline/scripts/peers";
import type { Command } from "./command.js";
import { preparedFolder } from "./prepared-folder.js";
import { repositoryPath } from "./workspace.js";

/** A Python program with one .proto file. */
export interface PythonSource {
  /** The folder of its sources; they import the generated code from `gen/` beside them. */
  readonly folder: string;
  readonly proto: string;
}

/** A Go module whose commands use the code of one .proto file, as its package `pb`. */
export interface GoSource {
  /** The folder of go.mod; each command is a folder in it. */
  readonly folder: string;
  readonly proto: string;
}

/** The command that runs `script` of `source` with Python. @throws Error when Python is not set up */
export function pythonCommand(source: PythonSource, script: string): Command {
  const { ready, why, paths } = peer("python");
  if (!ready) throw new Error(`Cannot run "${script}" with Python: ${why}`);
  const folder = preparedFolder({
    name: `python-${protoName(source.proto)}`,
    files: {
      ...sourceFiles(source.folder, [".py"]),
      [basename(source.proto)]: source.proto,
    },
    versions: paths.python,
    make(unfinished) {
      const gen = join(unfinished, "gen");
      mkdirSync(gen);
      const outputs = [`--python_out=${gen}`, `--grpc_python_out=${gen}`];
      const inputs = [`-I${unfinished}`, basename(source.proto)];
      run(paths.python, ["-m", "grpc_tools.protoc", ...outputs, ...inputs], unfinished);
    },
  });
  return { file: paths.python, args: [join(folder, script)] };
}

/** The command that runs `name`, a command of the Go module. @throws Error when Go is not set up */
export function goCommand(source: GoSource, name: string): Command {
  const { ready, why, paths } = peer("go");
  if (!ready) throw new Error(`Cannot run "${name}" with Go: ${why}`);
  const folder = preparedFolder({
    name: `go-${protoName(source.proto)}`,
    files: {
      ...sourceFiles(source.folder, [".go", "go.mod", "go.sum"]),
      [basename(source.proto)]: source.proto,
    },
    versions: paths.bin,
    make(unfinished) {
      const pb = join(unfinished, "pb");
      mkdirSync(pb);
      const file = basename(source.proto);
      // The schema may name no Go package: the module's own `pb` is meant in any case.
      const options = ["go", "go-grpc"].flatMap((plugin) => [
        `--${plugin}_out=${pb}`,
        `--${plugin}_opt=paths=source_relative,M${file}=./pb`,
      ]);
      const protoc = repositoryPath("node_modules/.bin/protoc");
      run(protoc, [`-I${unfinished}`, ...options, file], unfinished, {
        PATH: `${paths.bin}${delimiter}${process.env.PATH}`,
      });
      const environment = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" };
      run(paths.go, ["build", "-o", "bin/", "./..."], unfinished, environment);
    },
  });
  return { file: join(folder, "bin", name), args: [] };
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

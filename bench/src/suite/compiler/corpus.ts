// Real .proto files: those of Envoy and Google's APIs, as @grpc/grpc-js-xds carries them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compile, type FileSystem } from "@trunkline/compiler";

const require = createRequire(import.meta.url);
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));
const DEPS = join(packageFolder("@grpc/grpc-js-xds"), "deps");

export interface Corpus {
  /** Where imports start from. */
  readonly roots: readonly string[];
  /** Import paths of the files that compile; the others lack files that they import. */
  readonly files: readonly string[];
  readonly fileSystem: FileSystem;
}

export function xdsCorpus(): Corpus {
  const folders = ["envoy-api", "xds", "protoc-gen-validate", "googleapis"];
  const roots = [
    ...folders.map((name) => join(DEPS, name)),
    join(packageFolder("protoc"), "include"),
  ];
  const fileSystem: FileSystem = {
    read(path) {
      const root = roots.find((one) => existsSync(join(one, path)));
      return root === undefined ? undefined : readFileSync(join(root, path));
    },
  };
  const all = new Set(folders.flatMap((_, index) => listProtos(roots[index]!)));
  return { roots, files: withoutErrors([...all].sort(), fileSystem), fileSystem };
}

function listProtos(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".proto"))
    .map((path) => path.replaceAll("\\", "/"));
}

/** Without files that have errors, and those that import such a file, directly or not. */
function withoutErrors(files: readonly string[], fileSystem: FileSystem): readonly string[] {
  const limits = { maxDiagnostics: 100_000 };
  const { diagnostics } = compile(files, { fileSystem, limits });
  const bad = new Set(
    diagnostics.filter(({ severity }) => severity === "error").map(({ file }) => file),
  );
  const importsOf = (path: string) =>
    [...readText(path).matchAll(/^import\s+(?:\w+\s+)?"([^"]+)"/gm)].map((match) => match[1]!);
  const readText = (path: string) => Buffer.from(fileSystem.read(path) ?? "").toString();
  const imports = new Map(files.map((path) => [path, importsOf(path)]));
  for (let before = -1; before !== bad.size; ) {
    before = bad.size;
    for (const [path, imported] of imports) {
      if (imported.some((one) => bad.has(one))) bad.add(path);
    }
  }
  return files.filter((path) => !bad.has(path));
}

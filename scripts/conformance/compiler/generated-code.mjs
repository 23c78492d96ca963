// The code generated for a corpus: all of it type-checks as strictly as anybody may ask, with both
// TypeScripts, and runs as it is under a Node that strips types.

import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { peer } from "../../peers.mjs";
import { root } from "../../workspaces.mjs";

const compilers = { 7: "typescript", 5.9: "typescript-5.9" };

/** Below the workspace, where `trunkline/protobuf` is found. */
const folder = join(root, ".cache/generated-code");

const compilerOptions = {
  target: "es2022",
  lib: ["es2023"],
  types: [],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Generates the code of `result`, what its files import included, and gives each check's name and problem.
 *
 * @param {typeof import("@trunkline/compiler")} trunkline
 * @param {string} name of the corpus
 * @param {import("@trunkline/compiler").CompileResult} result
 * @param {"runtime" | "siblings"} wellKnownTypes
 * @returns {Promise<{ what: string, problem?: string, skipped?: string }[]>}
 */
export async function checkGeneratedCode(trunkline, name, result, wellKnownTypes) {
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(out, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["."] }));
  const checks = [];
  const paths = [];
  for (const file of withImports(result.files)) {
    if (wellKnownTypes === "runtime" && trunkline.isWellKnownFile(file.path)) continue;
    const [problem] = trunkline.checkFile(file);
    checks.push({ what: `the code of ${file.path}`, problem: problem?.message });
    const path = trunkline.outputPath(file.path);
    const text = trunkline.generateTypeScript(file, {
      importSuffix: ".ts",
      runtimeImport: "trunkline/protobuf",
      wellKnownTypes,
      isTypeChecked: true,
      encodeDescriptor: (each) => trunkline.encodeFileDescriptor(result, each),
    });
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
    paths.push(path);
  }
  const types = Object.entries(compilers).map(async ([version, compiler]) => {
    const tsc = join(root, "node_modules", compiler, "bin/tsc");
    const output = await run(process.execPath, [tsc, "-p", out, "--pretty", "false"]);
    return { what: `types of ${name} with TypeScript ${version}`, problem: output };
  });
  return [...checks, ...(await Promise.all(types)), await runAsItIs(name, out, paths)];
}

function withImports(files) {
  const all = new Set(files);
  for (const file of all) for (const { file: imported } of file.imports) all.add(imported);
  return all;
}

/** Imports every file where Node strips types itself: the one of the peers. */
async function runAsItIs(name, out, paths) {
  const what = `${name} run as it is by Node`;
  const { ready, why, paths: programs } = peer("node");
  if (!ready) return { what, skipped: why };
  const program = paths.map((path) => `await import(${JSON.stringify(`./${path}`)});`).join("\n");
  writeFileSync(join(out, "run.mjs"), program);
  return { what, problem: await run(programs.node, ["run.mjs"], out) };
}

/** What the program says and why it ended, or undefined where it ended well and said nothing. */
function run(program, args, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const parts = [];
    child.stdout.on("data", (chunk) => parts.push(chunk));
    child.stderr.on("data", (chunk) => parts.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      const output = Buffer.concat(parts).toString().trim().slice(0, 2000);
      resolve(status === 0 && output === "" ? undefined : `exit code ${status}\n${output}`);
    });
  });
}

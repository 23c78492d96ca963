// Generated files on disk for tests: type-checked with a TypeScript compiler, or loaded and run.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript-5.9";
import type { FileDescriptor } from "../descriptor/index.js";
import { encodeFileDescriptor } from "../descriptor-set/index.js";
import { outputPath } from "./file-names.js";
import { generateTypeScript } from "./generate-typescript.js";
import type { CodegenOptions } from "./options.js";
import { compileProto, type TestSchema } from "./schema.testing.js";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** The two ends of the range of TypeScript versions we support. */
export const compilers: Readonly<Record<string, string>> = {
  "5.9": join(root, "node_modules/typescript-5.9/bin/tsc"),
  "7": join(root, "node_modules/typescript/bin/tsc"),
};

export const defaultOptions: CodegenOptions = {
  importSuffix: ".js",
  runtimeImport: "trunkline/protobuf",
  isTypeChecked: true,
};

/** Every check that users may have switched on. */
const strictest = {
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
  skipLibCheck: true,
};

/** A folder with `files`, from which `trunkline/protobuf` can be imported; disposing removes it. */
export class GeneratedFolder implements Disposable {
  readonly path: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.path = mkdtempSync(join(root, "packages/compiler/dist/generated-"));
    this.write("package.json", '{ "type": "module" }');
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

/** What is generated for `sources` and all they import but the well-known types. */
export function generateAll(
  schema: TestSchema,
  options: CodegenOptions = defaultOptions,
): Record<string, string> {
  const files = [...schema.files.values()].filter(
    ({ path }) => options.wellKnownTypes === "siblings" || !path.startsWith("google/protobuf/"),
  );
  const encodeDescriptor = (file: FileDescriptor): Uint8Array =>
    encodeFileDescriptor(schema.result, file);
  return Object.fromEntries(
    files.map((file) => [
      outputPath(file.path),
      generateTypeScript(file, { encodeDescriptor, ...options }),
    ]),
  );
}

/** Type-checks `files` as strictly as a user may; gives what the compiler says, empty when all is well. */
export function typeCheck(
  compiler: string,
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
): string {
  using folder = new GeneratedFolder(files);
  const config = { compilerOptions: { ...strictest, noEmit: true, ...options }, include: ["."] };
  folder.write("tsconfig.json", JSON.stringify(config));
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", folder.path], {
    encoding: "utf8",
  });
  return (stdout + stderr).trim();
}

/** Compiles `sources` and runs what is generated for `path`. */
export async function loadGenerated<T>(
  sources: Readonly<Record<string, string>>,
  path: string,
  options: CodegenOptions = defaultOptions,
): Promise<{ module: T; schema: TestSchema }> {
  const schema = compileProto(sources);
  const files = Object.entries(generateAll(schema, options)).map(([name, text]) => [
    name.replace(/\.ts$/, ".js"),
    ts.transpile(text, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
  ]);
  using folder = new GeneratedFolder(Object.fromEntries(files));
  const url = pathToFileURL(join(folder.path, outputPath(path).replace(/\.ts$/, ".js"))).href;
  return { module: (await import(url)) as T, schema };
}

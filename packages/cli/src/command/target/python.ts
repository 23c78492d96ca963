// Python, by grpcio-tools. Its code names other generated files from the folder it is written to on, which
// is only found where that folder is on sys.path; here it names them from the file on, so that the folder
// can be a package, or lie in one.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPluginRequest } from "@trunkline/compiler";
import type { PythonTarget } from "../config/settings.js";
import { encodeSetOf } from "./encode-set-of.js";
import type { GeneratedOutput, TargetInput } from "./generated-output.js";
import { runProgramToEnd } from "./run-program.js";

/** @throws UsageError when Python or grpcio-tools is not there, or it fails */
export async function generatePython(
  { python }: PythonTarget,
  { result, files, input, cwd, programs }: TargetInput,
): Promise<readonly GeneratedOutput[]> {
  const { descriptors } = input;
  const request = createPluginRequest(result, { files, ...(descriptors && { descriptors }) });
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const set = join(folder, "set.binpb");
    const out = join(folder, "out");
    mkdirSync(out);
    writeFileSync(set, encodeSetOf(request.protoFiles));
    const outputs = ["python", "pyi", "grpc_python"].map((kind) => `--${kind}_out=${out}`);
    await runProgramToEnd({
      ...programs,
      program: python,
      args: [
        ...["-m", "grpc_tools.protoc", `--descriptor_set_in=${set}`],
        ...outputs,
        ...request.filesToGenerate,
      ],
      cwd,
      help: (said) =>
        said === ""
          ? "install Python, and in it: pip install grpcio-tools"
          : /No module named '?grpc_tools/.test(said)
            ? `install what is missing: ${python} -m pip install grpcio-tools`
            : undefined,
    });
    return asPackage(readFiles(out));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFiles(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.pyi?$/.test(path))
    .sort();
  return new Map(
    names.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}

/** The files with imports of each other from the file on, and an `__init__.py` in each folder. */
export function asPackage(files: ReadonlyMap<string, string>): readonly GeneratedOutput[] {
  const modules = new Set([...files.keys()].map((path) => path.replace(/\.pyi?$/, "")));
  const folders = new Set<string>();
  const outputs = [...files].map(([path, text]) => {
    const parts = path.split("/");
    for (const index of parts.keys()) folders.add(parts.slice(0, index).join("/"));
    return {
      path,
      content: withRelativeImports(path, text, modules),
      proto: undefined,
      isKept: false,
    };
  });
  const inits = [...folders].sort().map((folder) => ({
    path: folder === "" ? "__init__.py" : `${folder}/__init__.py`,
    content: "",
    proto: undefined,
    isKept: true,
  }));
  return [...outputs, ...inits];
}

const IMPORT = /^(?:from ([\w.]+) )?import (\w+)( as \w+)?$/gm;
const IMPORT_ALL = /^from ([\w.]+) import \*$/gm;

function withRelativeImports(path: string, text: string, modules: ReadonlySet<string>): string {
  // One dot is the file's own folder, each more the one above.
  const dots = ".".repeat(path.split("/").length);
  const toPath = (module: string) => module.replaceAll(".", "/");
  return text
    .replace(IMPORT, (line, from: string | undefined, name: string, alias: string = "") => {
      const isOurs = modules.has(from === undefined ? name : `${toPath(from)}/${name}`);
      return isOurs ? `from ${dots}${from ?? ""} import ${name}${alias}` : line;
    })
    .replace(IMPORT_ALL, (line, from: string) =>
      modules.has(toPath(from)) ? `from ${dots}${from} import *` : line,
    );
}

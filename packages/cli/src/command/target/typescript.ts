// TypeScript, by our own generator.

import { resolve } from "node:path";
import {
  checkFile,
  createDiagnostic,
  type Diagnostic,
  encodeFileDescriptor,
  type FileDescriptor,
  generateTypeScript,
  isWellKnownFile,
  outputPath,
  withoutSourceInfo,
} from "@trunkline/compiler";
import type { TypeScriptTarget } from "../config/settings.js";
import { importSuffixFor } from "../import-suffix.js";
import type { GeneratedOutput, TargetInput } from "./generated-output.js";

/**
 * The files and all they import, but for what was made before and the well-known types, whose code comes with
 * the runtime.
 */
function typeScriptFiles({ files, isDone }: TargetInput): readonly FileDescriptor[] {
  const all = new Map(files.map((file) => [file.path, file]));
  for (const file of all.values()) {
    for (const { file: imported } of file.imports) {
      const { path } = imported;
      if (!all.has(path) && !isWellKnownFile(path) && !isDone(path)) all.set(path, imported);
    }
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Where the code of `files`, and of all they import, goes; in the target's folder. */
export function typeScriptPaths(input: TargetInput): ReadonlySet<string> {
  const files = typeScriptFiles({ ...input, isDone: () => false });
  return new Set(files.map(({ path }) => outputPath(path)));
}

/** What is a valid .proto file and cannot be TypeScript. */
export function checkTypeScript(input: TargetInput): readonly Diagnostic[] {
  return typeScriptFiles(input).flatMap((file) =>
    checkFile(file).map(({ ruleId, message, element, help }) =>
      createDiagnostic({
        ruleId,
        message,
        at: input.result.spanOf(element) ?? file.path,
        help,
      }),
    ),
  );
}

export function generateTypeScriptFiles(
  target: TypeScriptTarget,
  input: TargetInput,
): readonly GeneratedOutput[] {
  const { runtimeImport, isTypeChecked, policies } = target;
  const { descriptors } = input.input;
  const encodeDescriptor = (file: FileDescriptor) => {
    const given = descriptors?.get(file.path);
    return given ? withoutSourceInfo(given) : encodeFileDescriptor(input.result, file);
  };
  const importSuffix = target.importExtension ?? importSuffixFor(resolve(input.cwd, target.out));
  return typeScriptFiles(input).map((file) => ({
    path: outputPath(file.path),
    content: generateTypeScript(file, {
      importSuffix,
      runtimeImport,
      isTypeChecked,
      encodeDescriptor,
      policies,
    }),
    proto: file.path,
    isKept: false,
  }));
}

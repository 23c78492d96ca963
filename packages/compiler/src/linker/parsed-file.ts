// A file that was read and parsed, as it can be kept from one run to the next: nothing changes it.

import type { FileNode } from "../ast/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import { parseFile } from "../parser/index.js";
import { decodeSource } from "../source/index.js";
import * as errors from "./errors/index.js";
import type { CompilerLimits } from "./limits.js";

export interface ParsedFile {
  readonly bytes: Uint8Array;
  readonly node: FileNode;
  /** What its text alone shows; at most as many as a run keeps. */
  readonly diagnostics: readonly Diagnostic[];
}

export function parseSource(path: string, bytes: Uint8Array, limits: CompilerLimits): ParsedFile {
  const diagnostics: Diagnostic[] = [];
  const report = (one: Diagnostic) => {
    if (diagnostics.length < limits.maxDiagnostics) diagnostics.push(one);
  };
  const { file: source, invalidAt } = decodeSource(path, bytes);
  if (invalidAt !== undefined) {
    report(errors.notUtf8({ file: source, start: invalidAt, end: invalidAt + 1 }));
  }
  return { bytes, node: parseFile(source, report, limits), diagnostics };
}

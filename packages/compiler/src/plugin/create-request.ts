// Compiled files as what protoc would send a plugin for them.

import type { FileDescriptor } from "../descriptor/index.js";
import { encodeFileDescriptor, filesOfSet } from "../descriptor-set/index.js";
import { type CompileResult, isWellKnownFile } from "../linker/index.js";
import { COMPILER_VERSION, type PluginRequest } from "./request.js";

export interface CreateRequestOptions {
  /** Those of the result to generate code for; default: all that were asked for. */
  readonly files?: readonly FileDescriptor[];
  /** Generate code for what they import as well, but for the well-known types. Default: false. */
  readonly includesImports?: boolean;
  /** What protoc's `--x_opt` says. */
  readonly parameter?: string;
  /** Files that were compiled by others: these bytes are sent in place of our own. */
  readonly descriptors?: ReadonlyMap<string, Uint8Array>;
}

/** The request of `protoc --x_out` for the same files, byte for byte once encoded. */
export function createPluginRequest(
  result: CompileResult,
  options: CreateRequestOptions = {},
): PluginRequest {
  const { files = result.files, includesImports = false, descriptors } = options;
  const all = filesOfSet(files, true);
  const chosen = includesImports ? all.filter(({ path }) => !isWellKnownFile(path)) : files;
  const encode = (file: FileDescriptor, retainOptions: boolean) =>
    descriptors?.get(file.path) ??
    encodeFileDescriptor(result, file, { includeSourceInfo: true, retainOptions });
  return {
    filesToGenerate: chosen.map(({ path }) => path),
    parameter: options.parameter ?? "",
    protoFiles: all.map((file) => encode(file, false)),
    sourceFiles: chosen.map((file) => encode(file, true)),
    compilerVersion: COMPILER_VERSION,
  };
}

// The compiler as a plugin of protoc and buf: a request in, a response with TypeScript out.

import {
  type CodegenOptions,
  checkFile,
  generateTypeScript,
  outputPath,
} from "../codegen/index.js";
import { EDITIONS } from "../descriptor/index.js";
import { readFileDescriptors, withoutSourceInfo } from "../descriptor-set/index.js";
import { compile, isWellKnownFile } from "../linker/index.js";
import { parseParameter } from "./parse-parameter.js";
import { decodePluginRequest, type PluginRequest } from "./request.js";
import { encodePluginResponse, PLUGIN_FEATURES, type PluginFile } from "./response.js";

/**
 * Answers `bytes`, a CodeGeneratorRequest. What is wrong with the files or the parameter is the response's
 * error, as protoc wants it; parse-parameter.ts lists what the parameter may say.
 *
 * @throws RangeError when `bytes` are no request.
 */
export function runAsPlugin(bytes: Uint8Array): Uint8Array {
  const request = decodePluginRequest(bytes);
  const options = parseParameter(request.parameter);
  const result =
    typeof options === "string"
      ? { errors: [options], files: [] }
      : generateFiles(request, options);
  return encodePluginResponse({
    error: result.errors.length === 0 ? undefined : result.errors.join("\n"),
    features: PLUGIN_FEATURES.proto3Optional | PLUGIN_FEATURES.editions,
    minimumEdition: EDITIONS.proto2,
    maximumEdition: Math.max(...Object.values(EDITIONS)),
    files: result.errors.length === 0 ? result.files : [],
  });
}

interface Generated {
  readonly errors: readonly string[];
  readonly files: readonly PluginFile[];
}

function generateFiles(request: PluginRequest, options: CodegenOptions): Generated {
  const input = readFileDescriptors(request.protoFiles);
  // The runtime carries the code of the well-known types.
  const files = request.filesToGenerate.filter((path) => !isWellKnownFile(path));
  const result = compile(files, input);
  const errors = result.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ file, message }) => `${file}: ${message}`);
  const problems = result.files.flatMap((file) =>
    checkFile(file).map(({ message }) => `${file.path}: ${message}`),
  );
  if (errors.length + problems.length > 0) return { errors: [...errors, ...problems], files: [] };
  return {
    errors: [],
    files: result.files.map((file) => ({
      name: outputPath(file.path),
      insertionPoint: "",
      content: generateTypeScript(file, {
        ...options,
        encodeDescriptor: ({ path }) => withoutSourceInfo(input.descriptors.get(path)!),
      }),
    })),
  };
}

// Other people's generators: programs that speak protoc's plugin protocol.

import { basename } from "node:path";
import {
  createPluginRequest,
  decodePluginResponse,
  EDITIONS,
  encodePluginRequest,
  type FileDescriptor,
  type MessageDescriptor,
  mergePluginFiles,
  PLUGIN_FEATURES,
  type PluginResponse,
} from "@trunkline/compiler";
import type { PluginTarget } from "../config/settings.js";
import { UsageError } from "../usage-error.js";
import type { TargetInput } from "./generated-output.js";
import { runProgramToEnd } from "./run-program.js";

/** How those that most people use are installed. */
const INSTALLATION: { readonly [plugin: string]: string } = {
  "protoc-gen-go": "go install google.golang.org/protobuf/cmd/protoc-gen-go@latest",
  "protoc-gen-go-grpc": "go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@latest",
  "protoc-gen-es": "npm install --save-dev @bufbuild/protoc-gen-es",
};

/**
 * Runs a plugin; its files are added to `files`, content by path, into which it may insert.
 *
 * @throws UsageError when it is not there or fails, or says that something is wrong.
 */
export async function runPlugin(
  target: PluginTarget,
  { result, files, input, cwd, programs }: TargetInput,
  written: Map<string, string>,
): Promise<void> {
  const { program, name } = target;
  const { descriptors } = input;
  const request = createPluginRequest(result, {
    files,
    includesImports: target.includeImports,
    parameter: target.parameter,
    ...(descriptors && { descriptors }),
  });
  const installation = INSTALLATION[basename(program)];
  const output = await runProgramToEnd({
    ...programs,
    program,
    args: [],
    cwd,
    input: encodePluginRequest(request),
    help: (said) => (said === "" && installation ? `install it: ${installation}` : undefined),
  });
  const response = decode(output, name);
  if (response.error !== undefined) throw new UsageError(`"${name}" says: ${response.error}`);
  checkFeatures(files, response, name);
  try {
    mergePluginFiles(written, response.files);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`"${name}" made files that cannot be written: ${error.message}`);
  }
}

function decode(output: Uint8Array, name: string): PluginResponse {
  try {
    return decodePluginResponse(output);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`"${name}" answered what is no response of a plugin: ${error.message}`);
  }
}

/** Code of a plugin that does not know what a file says would be wrong, and say nothing. */
function checkFeatures(
  files: readonly FileDescriptor[],
  { features, minimumEdition, maximumEdition }: PluginResponse,
  name: string,
): void {
  for (const file of files) {
    const needs = (what: string) =>
      new UsageError(`"${name}" does not know ${what}, which "${file.path}" has`);
    if (file.syntax === "editions") {
      if ((features & PLUGIN_FEATURES.editions) === 0) throw needs("editions");
      if (file.edition < minimumEdition || file.edition > maximumEdition) {
        const edition = Object.entries(EDITIONS).find(([, number]) => number === file.edition)?.[0];
        throw needs(`edition ${edition}`);
      }
    } else if (file.syntax === "proto3" && (features & PLUGIN_FEATURES.proto3Optional) === 0) {
      if (file.messages.some(hasOptional)) throw needs("optional fields of proto3");
    }
  }
}

function hasOptional(message: MessageDescriptor): boolean {
  return (
    message.fields.some(({ label }) => label === "optional") || message.messages.some(hasOptional)
  );
}

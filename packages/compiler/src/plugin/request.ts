// What protoc sends a plugin: CodeGeneratorRequest of google/protobuf/compiler/plugin.proto.

import { ProtoMessage, ProtoWriter } from "../descriptor/index.js";

/** protoc's version, which plugins may print or ask for: the one whose descriptors ours are. */
export const COMPILER_VERSION: PluginVersion = { major: 7, minor: 36, patch: 2 };

export interface PluginVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export interface PluginRequest {
  /** Paths of the files to generate code for; descriptors of others are there because these import them. */
  readonly filesToGenerate: readonly string[];
  /** What protoc's `--x_opt` says; empty for nothing. */
  readonly parameter: string;
  /** FileDescriptorProto of each file, after those it imports. */
  readonly protoFiles: readonly Uint8Array[];
  /** The same of the files to generate with options that only the source keeps. */
  readonly sourceFiles: readonly Uint8Array[];
  readonly compilerVersion: PluginVersion | undefined;
}

export function encodePluginRequest(request: PluginRequest): Uint8Array {
  const { filesToGenerate, parameter, protoFiles, sourceFiles, compilerVersion } = request;
  const writer = new ProtoWriter();
  for (const path of filesToGenerate) writer.string(1, path);
  if (parameter !== "") writer.string(2, parameter);
  if (compilerVersion !== undefined) {
    const { major, minor, patch } = compilerVersion;
    writer.message(3, () => {
      writer.int32(1, major);
      writer.int32(2, minor);
      writer.int32(3, patch);
      writer.string(4, "");
    });
  }
  for (const file of protoFiles) writer.bytes(15, file);
  for (const file of sourceFiles) writer.bytes(17, file);
  return writer.finish();
}

/** @throws RangeError when the bytes are no request */
export function decodePluginRequest(bytes: Uint8Array): PluginRequest {
  const message = new ProtoMessage(bytes);
  const version = message.message(3);
  const contents = (number: number) =>
    message.all(number).flatMap((field) => (field.bytes === undefined ? [] : [field.bytes]));
  return {
    filesToGenerate: message.strings(1),
    parameter: message.string(2),
    protoFiles: contents(15),
    sourceFiles: contents(17),
    compilerVersion: version && {
      major: version.int32(1),
      minor: version.int32(2),
      patch: version.int32(3),
    },
  };
}

// What a plugin answers protoc: CodeGeneratorResponse of google/protobuf/compiler/plugin.proto.

import { ProtoMessage, ProtoWriter } from "../descriptor/index.js";

/** What a plugin may know of the language beyond proto2 and proto3: bits of `features`. */
export const PLUGIN_FEATURES = { proto3Optional: 1, editions: 2 } as const;

export interface PluginFile {
  /** Where it goes, from the output folder on; empty for one that goes on with the file before. */
  readonly name: string;
  /** Where in a file of that name the content goes; empty for a file of its own. */
  readonly insertionPoint: string;
  readonly content: string;
}

export interface PluginResponse {
  /** What is wrong with the files, in sentences; undefined where nothing is. */
  readonly error: string | undefined;
  /** The sum of PLUGIN_FEATURES. */
  readonly features: number;
  /** Numbers of the first and the last edition; 0 where the plugin knows none. */
  readonly minimumEdition: number;
  readonly maximumEdition: number;
  readonly files: readonly PluginFile[];
}

export function encodePluginResponse(response: PluginResponse): Uint8Array {
  const { error, features, minimumEdition, maximumEdition, files } = response;
  const writer = new ProtoWriter();
  if (error !== undefined) writer.string(1, error);
  if (features !== 0) writer.int32(2, features);
  if (minimumEdition !== 0) writer.int32(3, minimumEdition);
  if (maximumEdition !== 0) writer.int32(4, maximumEdition);
  for (const { name, insertionPoint, content } of files) {
    writer.message(15, () => {
      if (name !== "") writer.string(1, name);
      if (insertionPoint !== "") writer.string(2, insertionPoint);
      writer.string(15, content);
    });
  }
  return writer.finish();
}

/** @throws RangeError when the bytes are no response */
export function decodePluginResponse(bytes: Uint8Array): PluginResponse {
  const message = new ProtoMessage(bytes);
  return {
    error: message.has(1) ? message.string(1) : undefined,
    features: message.int32(2),
    minimumEdition: message.int32(3),
    maximumEdition: message.int32(4),
    files: message.messages(15).map((file) => ({
      name: file.string(1),
      insertionPoint: file.string(2),
      content: file.string(15),
    })),
  };
}

// A FileDescriptorSet that was written before, by protoc, buf or ourselves, as files to compile.

import { ProtoMessage, ProtoWriter } from "../descriptor/index.js";
import { compile, type FileSystem, wellKnownFiles } from "../linker/index.js";
import { encodeFileDescriptor } from "./encode-set.js";
import { printProto, SetSchema } from "./text/index.js";

export interface DescriptorSetFiles {
  /** The paths of all files, in the order of the set. */
  readonly files: readonly string[];
  /** Each file as text that says the same; it may refer to files that the set does not have. */
  readonly fileSystem: FileSystem;
  /** As an option of compile(), which takes the whole. */
  readonly isPrecompiled: true;
  /** Each file as it stands in the set, a FileDescriptorProto. */
  readonly descriptors: ReadonlyMap<string, Uint8Array>;
}

/**
 * The files of `bytes`, a FileDescriptorSet. Custom options are in their text where the set has the files that
 * declare them.
 *
 * @throws RangeError when the bytes are none.
 *
 * @example
 * const set = readDescriptorSet(readFileSync("set.binpb"));
 * const result = compile(set.files, set);
 */
export function readDescriptorSet(bytes: Uint8Array): DescriptorSetFiles {
  return readFileDescriptors(new ProtoMessage(bytes).all(1).map((one) => one.bytes));
}

/** A FileDescriptorProto as it was, but for places and comments. */
export function withoutSourceInfo(file: Uint8Array): Uint8Array {
  const writer = new ProtoWriter();
  for (const { number, integer, bytes, isGroup } of new ProtoMessage(file).fields) {
    if (isGroup) continue;
    if (bytes === undefined) writer.int32(number, Number(BigInt.asIntN(32, integer)));
    else if (number !== SOURCE_CODE_INFO) writer.bytes(number, bytes);
  }
  return writer.finish();
}

const SOURCE_CODE_INFO = 9;

/** The same for files that do not stand in a set. */
export function readFileDescriptors(
  protos: readonly (Uint8Array | undefined)[],
): DescriptorSetFiles {
  const descriptors = new Map<string, Uint8Array>();
  const messages = new Map<string, ProtoMessage>();
  for (const bytes of protos) {
    const message = bytes && new ProtoMessage(bytes);
    const path = message?.string(1) ?? "";
    if (bytes === undefined || message === undefined || path === "") {
      throw new RangeError("One of the files has no name");
    }
    descriptors.set(path, bytes);
    messages.set(path, message);
  }
  const schema = new SetSchema(new Map([...wellKnownMessages(), ...messages]));
  const texts = new Map<string, string>();
  for (const [path, message] of messages) texts.set(path, printProto(message, schema));
  const files = [...descriptors.keys()];
  return {
    files,
    fileSystem: { read: (path) => texts.get(path), list: () => files },
    isPrecompiled: true,
    descriptors,
  };
}

let wellKnown: ReadonlyMap<string, ProtoMessage> | undefined;

/** What a set need not have: descriptor.proto says what standard options are. */
function wellKnownMessages(): ReadonlyMap<string, ProtoMessage> {
  if (wellKnown === undefined) {
    const result = compile(wellKnownFiles(), { fileSystem: { read: () => undefined } });
    wellKnown = new Map(
      result.files.map((file) => [file.path, new ProtoMessage(encodeFileDescriptor(result, file))]),
    );
  }
  return wellKnown;
}

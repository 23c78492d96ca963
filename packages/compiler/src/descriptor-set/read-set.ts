// A FileDescriptorSet that was written before, by protoc, buf or ourselves, as files to compile.

import { ProtoMessage, ProtoWriter } from "../descriptor/index.js";
import type { FileSystem } from "../linker/index.js";
import { printProto } from "./text/index.js";

export interface DescriptorSetFiles {
  /** The paths of all files, in the order of the set. */
  readonly files: readonly string[];
  /** Each file as text that says the same; it may refer to files that the set does not have. */
  readonly fileSystem: FileSystem;
  /** Each file as it stands in the set, a FileDescriptorProto. */
  readonly descriptors: ReadonlyMap<string, Uint8Array>;
}

/**
 * The files of `bytes`, a FileDescriptorSet. Options of one's own are not in their text.
 *
 * @throws RangeError when the bytes are none.
 *
 * @example
 * const { files, fileSystem } = readDescriptorSet(readFileSync("set.binpb"));
 * const result = compile(files, { fileSystem });
 */
export function readDescriptorSet(bytes: Uint8Array): DescriptorSetFiles {
  return readFileDescriptors(new ProtoMessage(bytes).all(1).map((one) => one.bytes));
}

/** A FileDescriptorProto as it was, but for places and comments. */
export function withoutSourceInfo(file: Uint8Array): Uint8Array {
  const writer = new ProtoWriter();
  for (const { number, integer, bytes } of new ProtoMessage(file).fields) {
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
  for (const bytes of protos) {
    const path = bytes && new ProtoMessage(bytes).string(1);
    if (bytes === undefined || path === undefined || path === "") {
      throw new RangeError("One of the files has no name");
    }
    descriptors.set(path, bytes);
  }
  const texts = new Map<string, string>();
  for (const [path, proto] of descriptors) texts.set(path, printProto(proto));
  const files = [...descriptors.keys()];
  return {
    files,
    fileSystem: { read: (path) => texts.get(path), list: () => files },
    descriptors,
  };
}

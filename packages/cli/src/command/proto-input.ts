// What a run reads: files and folders of the proto directories, a descriptor set, or the standard input.

import { readFileSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import {
  type DescriptorSetFiles,
  type FileSystem,
  isWellKnownFile,
  readDescriptorSet,
} from "@trunkline/compiler";
import type { Terminal } from "../deps/index.js";
import { findProtos, isFile } from "./find-protos.js";
import { protoFolders } from "./proto-folders.js";
import { reasonOf, UsageError } from "./usage-error.js";

export const STANDARD = "-";

export interface ProtoInput {
  /** The files asked for, by import path. */
  readonly files: readonly string[];
  readonly fileSystem: FileSystem;
  /** Files of a descriptor set as they stand in it. */
  readonly descriptors: ReadonlyMap<string, Uint8Array> | undefined;
  /** An import path as the user would type the file's. */
  nameFile(path: string): string;
}

export interface ProtoInputOptions {
  readonly protoDirs: readonly string[];
  /** Files and folders, a descriptor set, or `-`; empty for all of the proto directories. */
  readonly paths: readonly string[];
  /** What a .proto file on the standard input is called. */
  readonly stdinName: string;
}

/** @throws UsageError when something is not there, or is not what it should be */
export async function readInput(
  options: ProtoInputOptions,
  terminal: Terminal,
): Promise<ProtoInput> {
  const { paths } = options;
  const { cwd } = terminal;
  const alone = paths.find((path) => path === STANDARD || isDescriptorSet(path));
  if (alone === undefined) return readFolders(options, cwd);
  if (paths.length > 1) throw new UsageError(`"${alone}" must be the only input`);
  if (alone !== STANDARD) {
    const path = resolve(cwd, alone);
    if (!isFile(path)) throw new UsageError(`Cannot find "${alone}" in ${cwd}`);
    return readSet(readBytes(path, alone), alone);
  }
  const bytes = await terminal.readInput();
  if (bytes.length === 0) {
    throw new UsageError("The standard input is empty: expected a .proto file or a descriptor set");
  }
  return bytes[0] === FIRST_BYTE_OF_SET && isSet(bytes)
    ? readSet(bytes, "the standard input")
    : readStandard(bytes, options, cwd);
}

/** Of files and folders alone. @throws UsageError when something is not there */
export function readFolders(options: ProtoInputOptions, cwd: string): ProtoInput {
  const { protoDirs, paths } = options;
  const roots = protoDirs.map((folder) => resolve(cwd, folder));
  return {
    files: findProtos({ cwd, protoDirs, paths }),
    fileSystem: protoFolders(roots),
    descriptors: undefined,
    nameFile: (path) => displayed(path, roots, cwd),
  };
}

function readStandard(bytes: Uint8Array, options: ProtoInputOptions, cwd: string): ProtoInput {
  const { protoDirs, stdinName } = options;
  if (!isPlainPath(stdinName) || !stdinName.endsWith(".proto")) {
    throw new UsageError(
      `Cannot call the standard input "${stdinName}": expected a path that an import could have, ending in .proto`,
    );
  }
  const roots = protoDirs.map((folder) => resolve(cwd, folder));
  const folders = protoFolders(roots);
  return {
    files: [stdinName],
    fileSystem: {
      ...folders,
      read: (path) => (path === stdinName ? bytes : folders.read(path)),
    },
    descriptors: undefined,
    nameFile: (path) => (path === stdinName ? path : displayed(path, roots, cwd)),
  };
}

/** The tag of FileDescriptorSet.file; a line feed in text. */
const FIRST_BYTE_OF_SET = 0x0a;
const SET_NAME = /\.(?:binpb|pb|desc|protoset|fds|bin)$/;

export function isDescriptorSet(path: string): boolean {
  return SET_NAME.test(path);
}

/** False of a path that leads out of a folder, or may do so. */
function isPlainPath(path: string): boolean {
  if (path.includes("\\") || /^[A-Za-z]:/.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function isSet(bytes: Uint8Array): boolean {
  try {
    return readDescriptorSet(bytes).files.length > 0;
  } catch {
    return false;
  }
}

function readBytes(path: string, name: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`Cannot read "${name}": ${reasonOf(error)}`);
  }
}

function readSet(bytes: Uint8Array, name: string): ProtoInput {
  let set: DescriptorSetFiles;
  try {
    set = readDescriptorSet(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`Cannot read "${name}" as a descriptor set: ${error.message}`);
  }
  const { files, fileSystem, descriptors } = set;
  if (files.length === 0) throw new UsageError(`No files in "${name}"`);
  const odd = files.find((file) => !isPlainPath(file));
  if (odd !== undefined) {
    throw new UsageError(
      `Cannot generate "${odd}" of "${name}": its code would not be in the output folder`,
    );
  }
  return { files, fileSystem, descriptors, nameFile: (path) => path };
}

function displayed(path: string, roots: readonly string[], cwd: string): string {
  const root = roots.find((one) => isFile(join(one, path)));
  if (root === undefined) return path;
  const shown = relative(cwd, join(root, path));
  const isOutside = shown.startsWith("..") || isAbsolute(shown) || isWellKnownFile(path);
  return (isOutside ? join(root, path) : shown).replaceAll("\\", "/");
}

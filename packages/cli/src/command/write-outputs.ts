// Generated files to disk: only those whose text changed, so that watchers and builds stay quiet.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf, UsageError } from "./usage-error.js";

/** Writes `bytes`, whatever the file holds: it may be a pipe. */
export function writeBytes(path: string, bytes: Uint8Array): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(`Cannot write "${path}": ${reasonOf(error)}`);
  }
}

/**
 * Writes `content` unless the file holds just that, or `isKept` and there is one; true when it was written.
 */
export function writeOutput(path: string, content: string, isKept: boolean): boolean {
  const existing = readExisting(path);
  if (existing === content || (isKept && existing !== undefined)) return false;
  try {
    makeFolder(dirname(path));
    writeFileSync(path, content);
  } catch (error) {
    throw new UsageError(`Cannot write "${path}": ${reasonOf(error)}`);
  }
  return true;
}

/** Makes a folder and those above it. Node's own recursive mkdir never returns for one below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function readExisting(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

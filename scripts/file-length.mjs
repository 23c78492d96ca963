// No source file is longer than 500 lines; what a generator wrote is excepted, and says so in its first
// line or lies in a folder called `gen` or `proto`.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./workspaces.mjs";

const maxLines = 500;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
}).split("\n");

const isSource = (path) => /\.([cm]?[jt]s|py|go)$/.test(path) && !/\/(gen|proto)\//.test(path);

let failures = 0;
let longest = { path: "", lines: 0 };
for (const path of tracked.filter(isSource)) {
  let text;
  try {
    text = readFileSync(join(root, path), "utf8");
  } catch {
    continue; // Deleted, and the deletion is not committed yet.
  }
  if (/^\W*(Code )?generated/i.test(text.split("\n", 1)[0])) continue;
  const lines = text.split("\n").length - 1;
  if (lines > longest.lines) longest = { path, lines };
  if (lines <= maxLines) continue;
  console.error(
    `${path} has ${lines} lines: expected at most ${maxLines}; what is its second idea?`,
  );
  failures += 1;
}
console.log(`The longest file is ${longest.path} with ${longest.lines} lines`);
process.exitCode = failures === 0 ? 0 : 1;

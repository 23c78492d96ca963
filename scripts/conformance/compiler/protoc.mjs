// protoc, the oracle: its descriptor sets, and what it says of files it refuses.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** protoc's flags for a mode, `{ imports, sourceInfo, retained }`. */
function flagsOf({ imports, sourceInfo, retained }) {
  return [
    ...(imports ? ["--include_imports"] : []),
    ...(sourceInfo ? ["--include_source_info"] : []),
    ...(retained ? ["--retain_options"] : []),
  ];
}

function findProtoc() {
  const folder = dirname(createRequire(import.meta.url).resolve("protoc/package.json"));
  const assets = JSON.parse(readFileSync(join(folder, "assets.json"), "utf8"));
  const asset = assets.find(
    ({ platform, arch }) => platform === process.platform && arch === process.arch,
  );
  if (asset === undefined) throw new Error("There is no protoc for this machine");
  return join(folder, "bin", asset.executable);
}

const executable = findProtoc();

/**
 * Runs protoc over `paths`.
 *
 * @returns {Promise<{ bytes: Uint8Array | undefined, output: string }>} No bytes where it refuses them.
 */
export async function runProtoc(folders, paths, mode) {
  const out = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const set = join(out, "set.binpb");
    const { status, output } = await run([
      ...folders.map((folder) => `--proto_path=${folder}`),
      `--descriptor_set_out=${set}`,
      ...flagsOf(mode),
      ...paths,
    ]);
    return { bytes: status === 0 ? readFileSync(set) : undefined, output };
  } finally {
    rmSync(out, { recursive: true });
  }
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { stdio: ["ignore", "pipe", "pipe"] });
    const parts = [];
    child.stdout.on("data", (chunk) => parts.push(chunk));
    child.stderr.on("data", (chunk) => parts.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output: Buffer.concat(parts).toString() }));
  });
}

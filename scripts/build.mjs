// Builds the workspace with the newest TypeScript: the packages, then the command as it is shipped, then the
// code of every workspace that has a `proto` folder (by that command), then the workspaces. What has not changed is left alone.
// TRUNKLINE_BUILT=1 says that nothing has, which spares CI the looking.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./setup.mjs";
import { root, workspaceFolders } from "./workspaces.mjs";

/** Removes compiled files whose source no longer exists, so that a deleted test cannot run. */
function removeOrphans(dist, src) {
  if (!existsSync(dist)) return;
  for (const entry of readdirSync(dist, { withFileTypes: true })) {
    const path = join(dist, entry.name);
    if (entry.isDirectory()) {
      if (existsSync(join(src, entry.name))) removeOrphans(path, join(src, entry.name));
      else rmSync(path, { recursive: true });
      continue;
    }
    const stem = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(entry.name)?.[1];
    if (stem !== undefined && !existsSync(join(src, `${stem}.ts`))) rmSync(path);
  }
}

/** Runs a Node program in `folder`; ends the build where it fails, as it has said why. */
function run(args, folder = root) {
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs `trunkline generate` for TypeScript in a workspace; other languages need their tools. What it says is shown only where it fails. */
function generate(folder) {
  const command = join(root, "packages/cli/bundle/main.js");
  const options = { cwd: join(root, folder), encoding: "utf8" };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, "generate", "--target", "typescript"],
    options,
  );
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  console.error(`Cannot generate the code of ${folder}: see above`);
  process.exit(status ?? 1);
}

function compile(folders) {
  for (const folder of folders) {
    const path = join(root, folder);
    const src = join(path, "src");
    removeOrphans(join(path, "dist"), existsSync(src) ? src : path);
  }
  run([join(root, "node_modules/typescript/bin/tsc"), "-b", ...folders]);
}

ensureInstalled();
if (process.env.TRUNKLINE_BUILT === "1") process.exit(0);
const folders = workspaceFolders();
const compiled = folders.filter((folder) => existsSync(join(root, folder, "tsconfig.json")));
const isPackage = (folder) => folder.startsWith("packages/");
compile(compiled.filter(isPackage));
run([join(root, "scripts/bundle.mjs")]);

for (const folder of folders) {
  if (!isPackage(folder) && existsSync(join(root, folder, "proto"))) generate(folder);
}
const others = compiled.filter((folder) => !isPackage(folder));
if (others.length > 0) compile(others);

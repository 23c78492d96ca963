// Builds every package: compiles with the newest TypeScript, after removing outputs whose source is gone.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;

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

for (const name of readdirSync(join(root, "packages"))) {
  removeOrphans(join(root, "packages", name, "dist"), join(root, "packages", name, "src"));
}
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b"], {
  cwd: root,
  stdio: "inherit",
});

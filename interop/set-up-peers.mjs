// Run by `npm run peers`: the examples' programs in Python and Go are made by compiled code, so that is
// built first.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const script of ["scripts/build.mjs", "interop/dist/prepare-peers.js"]) {
  execFileSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
}

// The newest Node, beside the oldest supported one that the commands are usually run on.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "../setup.mjs";

const version = "26.10.0";

export const node = {
  title: `Node ${version}`,
  pins: { version },
  missing: () => undefined,
  setUp(folder, run) {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const { status, stderr } = runNpm(
      ["install", "--no-save", "--loglevel=error", `--prefix=${folder}`, `node@${version}`],
      { cwd: folder },
    );
    if (status !== 0) throw new Error(`npm install node@${version} failed: ${stderr.trim()}`);
    const path = join(folder, "node_modules/node/bin/node");
    const found = run(path, ["--version"]).trim();
    if (found !== `v${version}`) throw new Error(`Wrong Node: expected v${version}, got ${found}`);
    return { node: path, version };
  },
};

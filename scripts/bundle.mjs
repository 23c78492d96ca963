// Bundles the command: its packages and the libraries that it uses in a few files, since Node takes longer to
// find and open some three hundred modules than the command takes for its work. What only some commands need
// is in a file of its own, loaded when they run (docs/decisions/0017-the-command-is-bundled.md).

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./workspaces.mjs";

const cli = join(root, "packages/cli");
const folder = join(cli, "bundle");

/** Files that a bundle before this one had. */
const stale = new Set(existsSync(folder) ? readdirSync(folder) : []);

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["main", "protoc-gen-trunkline", "index"].map((name) =>
    join(cli, `dist/${name}.js`),
  ),
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  chunkNames: "[name]-[hash]",
  // Libraries that are CommonJS ask for Node's modules by require.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
  metafile: true,
  logLevel: "warning",
});

/** Each library in the bundle with its licence, which asks for that. */
function licences() {
  const folders = Object.keys(metafile.inputs).map(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0],
  );
  const libraries = [...new Set(folders.filter((one) => one !== undefined))].sort();
  const texts = libraries.map((library) => {
    const file = readdirSync(join(root, library)).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${library} is bundled and has no licence`);
    const { name, version } = JSON.parse(readFileSync(join(root, library, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(join(root, library, file), "utf8").trim()}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

writeFileSync(join(folder, "LICENSES"), licences());
for (const name of [
  "LICENSES",
  ...Object.keys(metafile.outputs).map((path) => path.split("/").at(-1)),
]) {
  stale.delete(name);
}
for (const name of stale) rmSync(join(folder, name));

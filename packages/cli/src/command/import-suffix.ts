// How imports between generated files end: `.js`, unless the project's tsconfig says that imports name
// the `.ts` files.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { parseJsonWithComments } from "./json-with-comments.js";

interface CompilerOptions {
  readonly allowImportingTsExtensions?: unknown;
  readonly rewriteRelativeImportExtensions?: unknown;
}

/** The suffix for code below `folder`, by the nearest tsconfig.json in it or above. */
export function importSuffixFor(folder: string): ".js" | ".ts" {
  const path = nearestTsconfig(folder);
  if (path === undefined) return ".js";
  const options = compilerOptionsOf(path, []);
  const namesTs =
    options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true;
  return namesTs ? ".ts" : ".js";
}

function nearestTsconfig(folder: string): string | undefined {
  const path = join(folder, "tsconfig.json");
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestTsconfig(parent);
}

/** With what the file extends, which comes first; a file that cannot be read says nothing. */
function compilerOptionsOf(path: string, above: readonly string[]): CompilerOptions {
  const config = readConfig(path);
  if (config === undefined || above.includes(path)) return {};
  const bases = typeof config.extends === "string" ? [config.extends] : config.extends;
  const inherited = (Array.isArray(bases) ? bases : [])
    .filter((base) => typeof base === "string")
    .map((base) => resolveBase(base, path))
    .filter((base) => base !== undefined)
    .map((base) => compilerOptionsOf(base, [...above, path]));
  return Object.assign({}, ...inherited, config.compilerOptions);
}

interface Config {
  readonly extends?: unknown;
  readonly compilerOptions?: CompilerOptions;
}

function readConfig(path: string): Config | undefined {
  try {
    const config = parseJsonWithComments(readFileSync(path, "utf8"));
    return typeof config === "object" && config !== null ? config : undefined;
  } catch {
    return undefined;
  }
}

/** A path, with or without `.json`, or a file of a package. */
function resolveBase(base: string, from: string): string | undefined {
  if (base.startsWith(".") || isAbsolute(base)) {
    const path = isAbsolute(base) ? base : join(dirname(from), base);
    return [path, `${path}.json`].find((one) => one.endsWith(".json") && existsSync(one));
  }
  const require = createRequire(from);
  for (const candidate of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const path = require.resolve(candidate);
      if (path.endsWith(".json")) return path;
    } catch {
      // The next spelling may be the one.
    }
  }
  return undefined;
}

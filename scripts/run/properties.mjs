// Which tests hold properties, tried with random input by fast-check, and what that input follows from.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** True when a compiled file imports fast-check, itself or through the `.testing` files that it shares. */
export function hasProperties(path) {
  const text = readFileSync(path, "utf8");
  if (/^import .* from "fast-check";$/m.test(text)) return true;
  const shared = text.matchAll(/ from "(\.[^"]*\.testing\.js)";$/gm);
  return [...shared].some(([, specifier]) => hasProperties(join(dirname(path), specifier)));
}

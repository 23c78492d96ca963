// YAML, loaded when there is a file to read: a run without one would wait for it in vain.

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let loaded: typeof import("yaml") | undefined;

export function yaml(): typeof import("yaml") {
  loaded ??= require("yaml") as typeof import("yaml");
  return loaded;
}

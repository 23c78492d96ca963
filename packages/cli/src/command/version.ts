// The version of the command.

import { existsSync, readFileSync } from "node:fs";

/** That of the package this file lies in, however deep: it is compiled, and bundled with others. */
export function versionOfPackage(): string {
  let url = new URL("package.json", import.meta.url);
  while (!existsSync(url)) url = new URL("../package.json", url);
  return (JSON.parse(readFileSync(url, "utf8")) as { version: string }).version;
}

// Where things lie in the repository.

import { fileURLToPath } from "node:url";

/** The path of something in the repository, `examples/greeter/dist/server.js`. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

// `npm run spec-map`: writes docs/spec-map.md anew.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mapPath, readMappedFiles, renderMap } from "./docs/spec-map.mjs";
import { specifications } from "./docs/spec-sections.mjs";
import { root } from "./workspaces.mjs";

writeFileSync(join(root, mapPath), renderMap(readMappedFiles(), specifications));

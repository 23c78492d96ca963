// `npm run reference`: builds, and writes the generated pages of docs/reference anew.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diagnosticsPath, readExamples, renderDiagnostics } from "./docs/diagnostics.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

buildQuietly();
const compiler = await import("@trunkline/compiler");
const path = join(root, diagnosticsPath);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, renderDiagnostics(readExamples(), compiler));

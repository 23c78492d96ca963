// Runs test files in one process, in the order given: `node --test-reporter=… run-files.mjs FILE …`. What
// properties try is the same in every run, so that a mutant does not live or die by luck.

import { pathToFileURL } from "node:url";
import fc from "fast-check";

fc.configureGlobal({ seed: 1 });
for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href);

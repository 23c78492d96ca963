import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateAll } from "./build.testing.js";
import { compileWellKnownTypes } from "./schema.testing.js";

const folder = fileURLToPath(
  new URL("../../../trunkline/src/protobuf/gen/google/protobuf/", import.meta.url),
);

// UPDATE_GOLDEN=1 writes them anew.
test("the runtime's well-known types are what generateTypeScript() makes of them", () => {
  const generated = generateAll(compileWellKnownTypes(), {
    importSuffix: ".js",
    runtimeImport: "../../../generated-code.js",
    wellKnownTypes: "siblings",
  });
  for (const [path, text] of Object.entries(generated)) {
    if (!path.startsWith("google/protobuf/")) continue;
    const file = folder + basename(path);
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    assert.equal(readFileSync(file, "utf8"), text, path);
  }
});

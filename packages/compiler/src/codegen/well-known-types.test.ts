import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { FileDescriptor } from "../descriptor/index.js";
import { encodeFileDescriptor } from "../descriptor-set/index.js";
import { compile, wellKnownFiles } from "../linker/index.js";
import { generateAll } from "./build.testing.js";
import { outputPath } from "./file-names.js";
import { generateTypeScript } from "./generate-typescript.js";
import type { CodegenOptions } from "./options.js";
import { compileWellKnownTypes } from "./schema.testing.js";

const folder = fileURLToPath(new URL("../../../trunkline/src/protobuf/gen/", import.meta.url));
const options: CodegenOptions = {
  importSuffix: ".js",
  isTypeChecked: true,
  runtimeImport: "../../../generated-code.js",
  wellKnownTypes: "siblings",
};

// UPDATE_GOLDEN=1 writes them anew.
test("the runtime's well-known types are what the compiler makes of them", () => {
  const result = compile(wellKnownFiles(), { fileSystem: { read: () => undefined } });
  assert.equal(result.files.length, 11);
  // The descriptors are those of protoc's own files, which have options for other languages too.
  const protocs = compileWellKnownTypes();
  const encodeDescriptor = ({ path }: FileDescriptor) =>
    encodeFileDescriptor(protocs.result, protocs.files.get(path)!);
  for (const file of result.files) {
    const text = generateTypeScript(file, { ...options, encodeDescriptor });
    const path = folder + outputPath(file.path);
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    assert.equal(text, readFileSync(path, "utf8"), file.path);
  }
});

test("the runtime's well-known types are those of protoc", () => {
  const generated = generateAll(compileWellKnownTypes(), options);
  const paths = Object.keys(generated).filter((path) => path.startsWith("google/protobuf/"));
  assert.equal(paths.length, 11);
  for (const path of paths) {
    assert.equal(withoutDocs(readFileSync(folder + path, "utf8")), withoutDocs(generated[path]!));
  }
});

function withoutDocs(text: string): string {
  return text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
}

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { encodeFileDescriptor } from "../descriptor-set/index.js";
import { compile } from "../linker/index.js";
import { outputPath } from "./file-names.js";
import { generateTypeScript } from "./generate-typescript.js";

const runtime = fileURLToPath(new URL("../../../trunkline/", import.meta.url));

// UPDATE_GOLDEN=1 writes them anew.
test("the runtime's own messages are what the compiler makes of its .proto files", () => {
  const files = [
    "google/rpc/error_details.proto",
    "google/rpc/status.proto",
    "grpc/health/v1/health.proto",
    "grpc/reflection/v1/reflection.proto",
    "grpc/reflection/v1alpha/reflection.proto",
  ];
  const result = compile(files, {
    fileSystem: { read: (path) => readFileSync(`${runtime}proto/${path}`) },
  });
  assert.deepEqual(result.diagnostics, []);
  for (const file of result.files) {
    const text = generateTypeScript(file, {
      importSuffix: ".js",
      isTypeChecked: true,
      // Out of the file's folders, `gen` and `proto`.
      runtimeImport: `${"../".repeat(file.path.split("/").length + 1)}protobuf/index.js`,
      encodeDescriptor: (each) => encodeFileDescriptor(result, each),
    });
    const path = `${runtime}src/proto/gen/${outputPath(file.path)}`;
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    assert.equal(text, readFileSync(path, "utf8"), file.path);
  }
});

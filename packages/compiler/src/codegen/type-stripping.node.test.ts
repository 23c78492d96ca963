// Generated files as they are, run by a Node that strips types: 22.18 and newer.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { peer } from "@trunkline/scripts/peers";
import { defaultOptions, GeneratedFolder, generateAll } from "./build.testing.js";
import { allProtos } from "./protos.testing.js";
import { compileProto } from "./schema.testing.js";

const program = `
import assert from "node:assert/strict";
import { Currency } from "./shared/common_pb.ts";
import { Letter, Letter_Kind, type LetterInit } from "./docs_pb.ts";

const init: LetterInit = {
  from: "me",
  kind: Letter_Kind.LOVE,
  way: { case: "ship", value: { flag: new Uint8Array([1]) } },
  ships: { 7: {} },
  stamps: Object.values(Currency),
};
assert.deepEqual(Letter.decode(Letter.encode(init)), Letter.create(init));
console.log("done");
`;

test("generated files with .ts imports run as they are where Node strips types", () => {
  const files = generateAll(compileProto(allProtos()), {
    ...defaultOptions,
    importSuffix: ".ts",
    isTypeChecked: false,
  });
  const imports = Object.keys(files).map((path) => `import "./${path}";`);
  using folder = new GeneratedFolder({ ...files, "program.ts": imports.join("\n") + program });
  const { stdout, stderr } = spawnSync(peer("node").paths.node!, ["program.ts"], {
    cwd: folder.path,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  assert.equal(stdout, "done\n");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseParameter } from "./parse-parameter.js";

test("parseParameter() reads what protoc and buf hand over", () => {
  const none = {
    isTypeChecked: false,
    importSuffix: ".js",
    runtimeImport: "trunkline/protobuf",
    policies: {},
  };
  assert.deepEqual(parseParameter(""), none);
  assert.deepEqual(parseParameter(",import_extension=.ts,,runtime_import=#a=b,type_check=true,"), {
    isTypeChecked: true,
    importSuffix: ".ts",
    runtimeImport: "#a=b",
    policies: {},
  });
  const moments = { timestamp: "date", duration: "milliseconds" };
  const policies = { int64: "string", ...moments, bytes: "view", packed: "typed" };
  const parameter = Object.entries(policies).map((pair) => pair.join("="));
  assert.deepEqual(parseParameter(parameter.join()), { ...none, policies });
});

test("parseParameter() says what is wrong with one", () => {
  const keys =
    "import_extension, runtime_import, int64, timestamp, duration, bytes, packed or type_check";
  for (const [parameter, sentence] of [
    ["nope=1", `Parameter "nope" is not known: expected ${keys}`],
    ["toString=1", `Parameter "toString" is not known: expected ${keys}`],
    ["import_extension=ts", 'Parameter "import_extension" is "ts": expected .js or .ts'],
    ["import_extension", 'Parameter "import_extension" is empty: expected .js or .ts'],
    ["runtime_import=", 'Parameter "runtime_import" is empty: expected a module'],
    ["type_check=yes", 'Parameter "type_check" is "yes": expected true or false'],
    ["int64=long", 'Parameter "int64" is "long": expected bigint, number or string'],
  ] as const) {
    assert.equal(parseParameter(parameter), sentence);
  }
});

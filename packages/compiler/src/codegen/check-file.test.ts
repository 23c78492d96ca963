import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFile } from "./check-file.js";
import { allProtos } from "./protos.testing.js";
import { compileProto } from "./schema.testing.js";

function problemsOf(body: string): [message: string, element: string][] {
  const { files } = compileProto({ "bad.proto": `syntax = "proto3"; ${body}` });
  return checkFile(files.get("bad.proto")!).map(({ message, element }) => [
    message,
    (element as { readonly fullName: string }).fullName,
  ]);
}

test("checkFile() finds two rpcs that are one in TypeScript", () => {
  assert.deepEqual(
    problemsOf(
      "message M {} service S { rpc GetUser(M) returns (M); rpc get_user(M) returns (M); }",
    ),
    [
      [
        'rpc "get_user" in service "S" is "getUser" in TypeScript, as rpc "GetUser" is',
        "S.get_user",
      ],
    ],
  );
});

test("checkFile() finds an rpc that makes the client a promise", () => {
  assert.deepEqual(problemsOf("message M {} service S { rpc Then(M) returns (M); }"), [
    [
      'rpc "Then" in service "S" would make its client look like a promise: a client must not have a method "then"',
      "S.Then",
    ],
  ]);
});

test("checkFile() finds a field and a oneof that are one in TypeScript", () => {
  assert.deepEqual(problemsOf("message M { string a_b = 1; oneof aB { string c = 2; } }"), [
    ['oneof "aB" in message "M" is "aB" in TypeScript, as field "a_b" is', "M.aB"],
  ]);
});

test("checkFile() has nothing to say of names that are only unusual", () => {
  for (const file of compileProto(allProtos()).files.values()) {
    assert.deepEqual(checkFile(file), [], file.path);
  }
});

test("checkFile() finds a default that no number can be", () => {
  const { files } = compileProto({
    "bad.proto": `syntax = "proto2"; message M {
      optional int64 a = 1 [jstype = JS_NUMBER, default = 9007199254740993];
      optional int64 b = 2 [jstype = JS_NUMBER, default = -9007199254740991];
      optional int64 c = 3 [default = 9007199254740993];
    }`,
  });
  assert.deepEqual(
    checkFile(files.get("bad.proto")!).map(({ ruleId, message }) => [ruleId, message]),
    [
      [
        "typescript-number",
        'the default of field "a" is 9007199254740993, past what a number can hold',
      ],
    ],
  );
});

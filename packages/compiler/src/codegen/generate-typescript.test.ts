import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as runtime from "trunkline/protobuf";
import { compilers, defaultOptions, generateAll, typeCheck } from "./build.testing.js";
import { allProtos } from "./protos.testing.js";
import { runtimeFunctions } from "./runtime-names.js";
import { compileProto } from "./schema.testing.js";

const golden = fileURLToPath(new URL("../../testdata/codegen/gen/", import.meta.url));
const schema = compileProto(allProtos());
const asUsersGetIt = { ...defaultOptions, isTypeChecked: false };

// UPDATE_GOLDEN=1 writes them anew.
for (const path of ["docs_pb.ts", "shared/common_pb.ts", "user_pb.ts"]) {
  test(`generateTypeScript() gives ${path} as reviewed`, () => {
    const text = generateAll(schema, asUsersGetIt)[path]!;
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(dirname(golden + path), { recursive: true });
      writeFileSync(golden + path, text);
    }
    assert.equal(text, readFileSync(golden + path, "utf8"));
  });
}

test("generateTypeScript() gives the same text every time", () => {
  assert.deepEqual(generateAll(compileProto(allProtos())), generateAll(schema));
});

test("generateTypeScript() imports its runtime and siblings only", () => {
  for (const text of Object.values(generateAll(schema))) {
    for (const [, module] of text.matchAll(/ from "(.*)";$/gm)) {
      assert.match(module!, /^(trunkline\/protobuf|\.\.?\/[\w/.]+_pb\.js)$/);
    }
  }
});

test("generateTypeScript() relies on functions that the runtime has", () => {
  for (const name of runtimeFunctions) {
    // Strings and bytes have no elements without keys.
    if (name !== "putString" && name !== "putBytes") assert.ok(name in runtime, name);
  }
});

// What users see, checked by the compiler: each line that must not compile says why.
const usage = `
import { isKnown, type MessageType, nameOf } from "trunkline/protobuf";
import { Choices, type ChoicesInit, Empty, Lists, Maps, Mood, Node, Optionals, Scalars, Wide } from "./everything_pb.js";
import { UserRequest, type UserRequestInit, UserService } from "./user_pb.js";

export const request: UserRequest = UserRequest.create({ userId: 7 });
export const init: UserRequestInit = request;
export const seam: MessageType<UserRequest, UserRequestInit> = UserRequest;
export const kind: "serverStreaming" = UserService.methods.listUserStats.kind;
export const bytes: Uint8Array = UserRequest.encode({});

export const choices: ChoicesInit = { contact: { case: "scalars", value: { aInt64: 5n } } };
export function contactOf(message: Choices): string {
  switch (message.contact?.case) {
    case "email":
      return message.contact.value;
    case "scalars":
      return message.contact.value.aString;
    case "phone":
      return message.contact.value.toString();
    case "nested":
      return contactOf(message.contact.value);
    case undefined:
      return "";
  }
}

export const scalars: Scalars = Scalars.create({ aMood: 77, aBytes: new Uint8Array(3) });
export const known: Mood | undefined = isKnown(Mood, scalars.aMood) ? scalars.aMood : undefined;
export const name: "UNSPECIFIED" | "GOOD" | "FINE" | "BAD" | "GONE" | undefined = nameOf(Mood, 1);
export const maybe: string | undefined = Optionals.create().aString;
export const list: number[] = Lists.create({ aInt32: [1, 2] }).aInt32;
export const map: Map<bigint, number> = Maps.create({ byInt64: { "7": 1 }, byBool: new Map([[true, false]]) }).byInt64;
export const node: Node = Node.create({ children: [{ next: { label: "deep" } }] });
export const wide: string = Wide.create({ asString: "7", asNumber: 7 }).asString;
export const empty: Empty = {};

// @ts-expect-error a field has its type
export const wrong: UserRequestInit = { userId: "7" };
// @ts-expect-error a message has its fields only
export const more: UserRequestInit = { userID: 7 };
// @ts-expect-error a message as it is read has every field
export const less: UserRequest = {};
// @ts-expect-error an open enum may hold unknown numbers
export const closed: Mood = scalars.aMood;
// @ts-expect-error a oneof has its members only
export const other: ChoicesInit = { contact: { case: "fax", value: "1" } };
// @ts-expect-error null is no value
export const nothing: UserRequestInit = { userId: null };
`;

for (const [version, compiler] of Object.entries(compilers)) {
  test(`generateTypeScript() passes every check of TypeScript ${version}, as does its use`, () => {
    assert.equal(typeCheck(compiler, { ...generateAll(schema), "usage.ts": usage }), "");
  });
}

test("generateTypeScript() gives types that count though TypeScript does not check the file", () => {
  const files = generateAll(schema, asUsersGetIt);
  for (const compiler of Object.values(compilers)) {
    assert.equal(typeCheck(compiler, { ...files, "usage.ts": usage }), "");
  }
  const wrong = { ...files, "wrong_pb.ts": `${files["user_pb.ts"]}\nconst wrong: string = 5;\n` };
  assert.equal(typeCheck(compilers[7]!, wrong), "");
});

test("generateTypeScript() passes every check with the other options", () => {
  const files = generateAll(schema, {
    ...defaultOptions,
    importSuffix: ".ts",
    policies: { int64: "number" },
  });
  assert.equal(typeCheck(compilers[7]!, files, { allowImportingTsExtensions: true }), "");
});

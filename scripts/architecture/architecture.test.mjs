// Plants each kind of violation and sees it found; the tree itself is checked by scripts/architecture.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCycles } from "./check-cycles.mjs";
import { checkRooms } from "./check-rooms.mjs";
import { parseSourceFile } from "./read-files.mjs";

const table = {
  packages: {
    "packages/p": {
      rooms: { low: [], net: ["low"], client: ["low", "net"], server: ["low", "net"] },
      builtins: { net: ["node:net"] },
      timers: ["net"],
    },
    "packages/q": { rooms: { only: [] }, builtins: {}, timers: [] },
  },
  strangers: [["client", "server"]],
  outsiders: ["examples"],
};
const dependencies = {
  "packages/p": [],
  "packages/p tests": ["fast-check"],
  "packages/q": ["p"],
  "packages/q tests": ["p"],
};

/** The messages for a tree of `files`, path to text. */
function check(files) {
  const parsed = Object.entries(files).map(([path, text]) => parseSourceFile(path, text));
  return [...checkRooms(parsed, table, dependencies), ...checkCycles(parsed)].map(
    ({ path, line, message }) => `${path}:${line}: ${message}`,
  );
}

test("a tree that follows the table has no violations", () => {
  assert.deepEqual(
    check({
      "packages/p/src/index.ts": 'export { a } from "./low/index.js";',
      "packages/p/src/low/index.ts": 'export { a } from "./a.js";',
      "packages/p/src/low/a.ts": "export const a = 1;",
      "packages/p/src/net/index.ts":
        'import net from "node:net"; import { a } from "../low/index.js"; setTimeout(() => net, a);',
      "packages/p/src/client/c.test.ts": 'import fc from "fast-check"; import fs from "node:fs";',
      "packages/q/src/only/index.ts": 'import { a } from "p";',
      "examples/e/main.ts": 'import { a } from "p"; import { b } from "./b.js";',
    }),
    [],
  );
});

const imports = {
  "an import": 'import { a } from "SPECIFIER";',
  "a type import": 'import type { A } from "SPECIFIER";',
  "an inline type": 'let a: import("SPECIFIER").A;',
  "a re-export": 'export { a } from "SPECIFIER";',
  "a type re-export": 'export type { A } from "SPECIFIER";',
  "a dynamic import": 'const a = await import("SPECIFIER");',
  "a bare import": 'import "SPECIFIER";',
};
for (const [name, text] of Object.entries(imports)) {
  test(`${name} of a room that the table does not allow is found`, () => {
    const source = `\n${text.replace("SPECIFIER", "../net/index.js")}`;
    assert.deepEqual(check({ "packages/p/src/low/a.ts": source }), [
      "packages/p/src/low/a.ts:2: low/ may not import net/: it sees nothing",
    ]);
  });
}

/** One planted violation: its name, the path and text of the file, and the message. */
const plants = [
  [
    "a way into a room past its index.ts",
    "packages/p/src/net/a.ts",
    'import { a } from "../low/a.js";',
    'Cannot import "../low/a.js": the one way into low/ is its index.ts',
  ],
  [
    "an index.ts below a room's own",
    "packages/p/src/net/a.ts",
    'import { a } from "../low/deep/index.js";',
    'Cannot import "../low/deep/index.js": the one way into low/ is its index.ts',
  ],
  [
    "a client that sees the server",
    "packages/p/src/client/a.ts",
    'import type { A } from "../server/index.js";',
    "client/ and server/ may not see each other",
  ],
  [
    "a server's test that sees the client",
    "packages/p/src/server/a.test.ts",
    'import { a } from "../client/index.js";',
    "server/ and client/ may not see each other",
  ],
  [
    "a room that is not in the table",
    "packages/p/src/attic/a.ts",
    "export {};",
    '"attic" is not a room: add it to scripts/rooms.mjs with what it may import',
  ],
  [
    "a Node module where none is allowed",
    "packages/p/src/low/a.ts",
    'import fs from "node:fs";',
    'low/ may not import "node:fs": it runs wherever JavaScript does',
  ],
  [
    "a Node module beside the allowed ones",
    "packages/p/src/net/a.ts",
    'import fs from "fs";',
    'net/ may not import "fs": of Node it sees node:net',
  ],
  [
    "a package that is not a dependency",
    "packages/p/src/low/a.ts",
    'import fc from "fast-check";',
    'Cannot import "fast-check": "fast-check" is not a dependency of packages/p',
  ],
  [
    "a file of another package",
    "packages/q/src/only/a.ts",
    'import { a } from "../../../p/src/low/index.js";',
    'Cannot import "../../../p/src/low/index.js": it leaves the package; packages import each other by name',
  ],
  [
    "a room that imports an entry point",
    "packages/p/src/low/a.ts",
    'import { a } from "../index.js";',
    'low/ may not import "../index.js": entry points see rooms, not the other way round',
  ],
  [
    "code that imports a test",
    "packages/p/src/low/a.ts",
    'import { a } from "./b.testing.js";',
    'Cannot import "./b.testing.js": it is there for tests alone',
  ],
  [
    "a real timer",
    "packages/p/src/low/a.ts",
    "globalThis.setTimeout(() => {}, 1);",
    "low/ may not use setTimeout: time comes from a Clock",
  ],
  [
    "code made of text",
    "packages/p/src/low/a.ts",
    'const f = new Function("return 1");',
    "Cannot use Function: the packages run under a strict content security policy",
  ],
  [
    "export *",
    "packages/p/src/low/index.ts",
    'export * from "./a.js";',
    'Cannot write export * from "./a.js": what is exported is an explicit list',
  ],
  [
    "an example that reaches into a package by path",
    "examples/e/main.ts",
    'import { a } from "../../packages/p/src/index.js";',
    'examples/ may not import "../../packages/p/src/index.js": it uses public entry points, by name',
  ],
  [
    "an example that reaches into a package by name",
    "examples/e/main.ts",
    'import { a } from "trunkline/dist/server/index.js";',
    'examples/ may not import "trunkline/dist/server/index.js": it uses public entry points, by name',
  ],
];
for (const [name, path, text, message] of plants) {
  test(`${name} is found`, () => {
    assert.deepEqual(check({ [path]: text }), [`${path}:1: ${message}`]);
  });
}

test("a cycle of three files is told once, by its shortest way round", () => {
  assert.deepEqual(
    check({
      "packages/p/src/low/a.ts": 'import "./b.js";',
      "packages/p/src/low/b.ts": '\nimport type { C } from "./c.js";',
      "packages/p/src/low/c.ts": 'import "./a.js"; import "./d.js";',
      "packages/p/src/low/d.ts": "export {};",
    }),
    [
      "packages/p/src/low/a.ts:1: Import cycle: packages/p/src/low/a.ts -> packages/p/src/low/b.ts -> packages/p/src/low/c.ts -> packages/p/src/low/a.ts",
    ],
  );
});

test("a file that imports itself is a cycle", () => {
  assert.deepEqual(check({ "packages/p/src/low/a.ts": 'import "./a.js";' }), [
    "packages/p/src/low/a.ts:1: Import cycle: packages/p/src/low/a.ts -> packages/p/src/low/a.ts",
  ]);
});

test("a member called setTimeout is not a timer", () => {
  assert.deepEqual(check({ "packages/p/src/low/a.ts": "socket.setTimeout(0);" }), []);
});

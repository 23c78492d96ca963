import assert from "node:assert/strict";
import { test } from "node:test";
import { attacks } from "./attacks.js";
import { readPage, withList } from "./docs.js";

test("docs/security.md lists every attack: npm run attacks -- --write-docs", () => {
  assert.equal(readPage(), withList(readPage(), attacks));
});

test("attacks have names of their own", () => {
  const names = attacks.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});

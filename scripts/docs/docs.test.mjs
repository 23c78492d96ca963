import assert from "node:assert/strict";
import { test } from "node:test";
import { misnumbered } from "./decisions.mjs";
import { anchorOf, brokenLinks } from "./links.mjs";
import { commands, projectFiles, snippets } from "./snippets.mjs";

const readme = `# One
\`\`\`sh quick-start
npm init      # makes a project
# only a comment

npm install
\`\`\`
\`\`\`ts file=a.ts
export const a = 1;
\`\`\`
\`\`\`\`md
\`\`\`ts file=inner.ts
\`\`\`
\`\`\`\`
`;

test("snippets() tells language, marks, text and line of each fence", () => {
  const found = snippets(readme);
  assert.deepEqual(
    found.map(({ language, marks, line }) => [language, marks, line]),
    [
      ["sh", ["quick-start"], 3],
      ["ts", ["file=a.ts"], 9],
      ["md", [], 12],
    ],
  );
  assert.equal(found[1].text, "export const a = 1;\n");
});

test("snippets() refuses a fence that is never closed", () => {
  assert.throws(() => snippets("text\n```ts\ncode"), {
    message: "Fence on line 2 is never closed",
  });
});

test("commands() leaves comments out", () => {
  assert.deepEqual(commands(snippets(readme), "quick-start"), ["npm init", "npm install"]);
});

test("projectFiles() refuses two files of one name", () => {
  assert.deepEqual([...projectFiles(snippets(readme)).keys()], ["a.ts"]);
  const twice = snippets("```ts file=a.ts\n```\n```ts file=a.ts\n```\n");
  assert.throws(() => projectFiles(twice), { message: 'Two snippets are called "a.ts"' });
});

test("anchorOf() writes a heading as an anchor", () => {
  assert.equal(anchorOf("A unary call, in `eleven` files"), "a-unary-call-in-eleven-files");
});

test("brokenLinks() finds missing files and missing headings, and nothing else", () => {
  const documents = new Map([
    [
      "docs/a.md",
      "[1](b.md) [2](b.md#there) [3](#here) [4](https://x.invalid/) [5](../src)\n" +
        "[6](c.md) [7](b.md#gone)\n```\n[8](d.md)\n```\n`[9](e.md)`\n## Here",
    ],
    ["docs/b.md", "# There\n```\n# Gone\n```"],
  ]);
  const exists = (path) => path === "src" || documents.has(path);
  assert.deepEqual(brokenLinks(documents, exists), [
    'docs/a.md:2: "c.md" leads to a file that is not there',
    'docs/a.md:2: "b.md#gone" leads to a heading that docs/b.md does not have',
  ]);
});

test("misnumbered() finds a number that is there twice, one left out and a wrong heading", () => {
  const documents = new Map([
    ["docs/decisions/0001-a.md", "# 0001: A"],
    ["docs/decisions/0002-b.md", "# 0003: B"],
    ["docs/decisions/0002-c.md", "# 0002: C"],
    ["docs/decisions/0005-d.md", "# 0005: D"],
    ["docs/other.md", "# Other"],
  ]);
  assert.deepEqual(misnumbered(documents), [
    'docs/decisions/0002-b.md: expected a first line that begins "# 0002: "',
    "docs/decisions/0002-c.md: expected the number 0003",
    "docs/decisions/0005-d.md: expected the number 0004",
  ]);
});

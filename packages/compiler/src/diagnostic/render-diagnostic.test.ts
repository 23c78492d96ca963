import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceFile } from "../source/index.js";
import { closestName } from "./closest-name.js";
import { createDiagnostic } from "./diagnostic.js";
import { renderDiagnostic } from "./render-diagnostic.js";

const file = new SourceFile("a/b.proto", "one\n\ttwo\u001b[31m 日本 three\n");
const at = (text: string) => {
  const start = file.text.indexOf(text);
  return { file, start, end: start + text.length };
};

test("renderDiagnostic() lets no control character of the source through", () => {
  const diagnostic = createDiagnostic({
    ruleId: "syntax",
    message: "m",
    at: at("two"),
    label: "l",
  });
  assert.equal(
    renderDiagnostic(diagnostic),
    [
      "error: m",
      " --> a/b.proto:2:2",
      "  |",
      "2 |     two\ufffd[31m 日本 three",
      "  |     ^^^ l",
      "",
    ].join("\n"),
  );
});

test("renderDiagnostic() puts carets under wide characters and after them", () => {
  const wide = renderDiagnostic(
    createDiagnostic({ ruleId: "syntax", message: "m", at: at("日本") }),
  );
  assert.match(wide, /\n {2}\| {14}\^{4}\n$/);
  const after = renderDiagnostic(
    createDiagnostic({ ruleId: "syntax", message: "m", at: at("three") }),
  );
  assert.match(after, /\n {2}\| {19}\^{5}\n$/);
});

test("renderDiagnostic() colours when it is told to, and names files as it is told to", () => {
  const diagnostic = createDiagnostic({
    severity: "warning",
    ruleId: "syntax",
    message: "m",
    at: "gone.proto",
    help: "h",
  });
  assert.equal(
    renderDiagnostic(diagnostic, { nameFile: (path) => `proto/${path}` }),
    "warning: m\n --> proto/gone.proto\n  = help: h\n",
  );
  const painted = renderDiagnostic(diagnostic, { color: true });
  assert.equal(painted.split("\u001b[0m").length, 5);
  assert.equal(stripAnsi(painted), renderDiagnostic(diagnostic));
});

test("renderDiagnostic() cuts a mark that goes on over lines at the end of the first", () => {
  const span = { file, start: 1, end: file.text.length };
  const rendered = renderDiagnostic(createDiagnostic({ ruleId: "syntax", message: "m", at: span }));
  assert.match(rendered, /\n1 \| one\n {2}\| {2}\^\^\n$/);
});

test("closestName() finds what was likely meant", () => {
  const names = [
    "message",
    "string",
    "int32",
    "Address",
    "AddressBook",
    "Far",
    "bool",
    "Id",
    "ac",
    "COLOR_RED",
  ];
  const cases: [string, string | undefined][] = [
    ["mesage", "message"],
    ["messaeg", "message"],
    ["STRING", "string"],
    ["String", "string"],
    ["in32", "int32"],
    ["Adress", "Address"],
    ["AdresBook", "AddressBook"],
    ["x", undefined],
    ["Wholly", undefined],
    ["Foo", undefined],
    ["bol", "bool"],
    ["ID", "Id"],
    ["RED", "COLOR_RED"],
    ["RD", undefined],
    ["ab", undefined],
    ["message", undefined],
    ["a".repeat(1_000), undefined],
  ];
  for (const [name, expected] of cases) assert.equal(closestName(name, names), expected, name);
});

function stripAnsi(text: string): string {
  return text
    .split("\u001b[")
    .map((part, index) => (index === 0 ? part : part.slice(part.indexOf("m") + 1)))
    .join("");
}

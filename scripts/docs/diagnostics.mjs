// docs/reference/diagnostics.md: every rule of the compiler with what it means, an example that breaks it,
// what the compiler says of that, and what to do. Made from the list of rules (packages/compiler/src/
// diagnostic/rules) and the examples beside the compiler's other test data (testdata/rules/*.txt):
//
//   == duplicate-field-number
//   syntax = "proto3";
//   message Order { … }
//   -- file other.proto
//   …
//
// Before the text may stand `-- limits {…}` (limits of the run, as JSON), `-- repeat N | …` (a line that
// the line "..." stands for N times, with $ its number), `-- latin1` (how the file is saved) and
// `-- asks PATH` (the file that is compiled, which is example.proto otherwise).

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspaces.mjs";

export const diagnosticsPath = "docs/reference/diagnostics.md";

/**
 * @typedef {object} Example
 * @property {string} ruleId
 * @property {string} asked the path that is compiled
 * @property {string} shown its text as the reference shows it
 * @property {Map<string, Uint8Array>} files by path
 * @property {object} limits
 */

/** @returns {Example[]} */
export function readExamples() {
  const folder = join(root, "packages/compiler/testdata/rules");
  return readdirSync(folder)
    .sort()
    .flatMap((name) => parseExamples(readFileSync(join(folder, name), "utf8")));
}

/** @param {string} text */
export function parseExamples(text) {
  return text
    .split(/^== /m)
    .slice(1)
    .map((chunk) => parseExample(chunk));
}

function parseExample(chunk) {
  const [ruleId, ...lines] = chunk.trimEnd().split("\n");
  const example = { ruleId, asked: "example.proto", shown: "", files: new Map(), limits: {} };
  let encoding = "utf8";
  let repeated = { count: 0, line: "" };
  let path = "example.proto";
  const texts = new Map();
  for (const line of lines) {
    const [, key, value] = /^-- (\w+) ?(.*)$/.exec(line) ?? [];
    if (key === undefined) texts.set(path, `${texts.get(path) ?? ""}${line}\n`);
    else if (key === "limits") example.limits = JSON.parse(value);
    else if (key === "latin1") encoding = "latin1";
    else if (key === "asks") example.asked = value;
    else if (key === "file") path = value;
    else if (key === "repeat") {
      const [count, pattern] = value.split(" | ");
      repeated = { count: Number(count), line: pattern };
    } else throw new Error(`The example of "${ruleId}" has a line "${line}" that means nothing`);
  }
  for (const [name, source] of texts) {
    const whole = source.replace(/^( *)\.\.\.$/m, (_, indent) => repeat(repeated, indent));
    example.files.set(name, Buffer.from(whole, encoding));
    const shown = source.replace(/^( *)\.\.\.$/m, (_, indent) => {
      const lines = repeat(repeated, indent).split("\n");
      return [lines[0], `${indent}// and so on, ${repeated.count} in all`].join("\n");
    });
    example.shown += `${name === "example.proto" ? "" : `\n// ${name}\n`}${shown}`;
  }
  return example;
}

function repeat({ count, line }, indent) {
  return Array.from({ length: count }, (_, at) => indent + line.replaceAll("$", `${at}`)).join(
    "\n",
  );
}

/** What the compiler says of an example; `compiler` is the built package. */
export function diagnose(example, { compile, checkFile, createDiagnostic }) {
  const { asked, files, limits } = example;
  const fileSystem = { read: (path) => files.get(path), list: () => [...files.keys()] };
  const result = compile([asked], { fileSystem, limits });
  const ofOutput = result.files.flatMap((file) =>
    checkFile(file).map(({ ruleId, message, element, help }) =>
      createDiagnostic({ ruleId, message, at: result.spanOf(element) ?? file.path, help }),
    ),
  );
  return [...result.diagnostics, ...ofOutput];
}

/**
 * What is wrong with the examples: a rule without one, one that breaks another rule or none.
 *
 * @param {Example[]} examples
 * @returns {string[]}
 */
export function exampleProblems(examples, compiler) {
  const rules = Object.keys(compiler.RULES);
  const have = examples.map(({ ruleId }) => ruleId);
  const problems = rules
    .filter((id) => !have.includes(id))
    .map((id) => `rule "${id}" has no example in packages/compiler/testdata/rules`);
  for (const example of examples) {
    if (!rules.includes(example.ruleId)) {
      problems.push(`the example of "${example.ruleId}" is of no rule`);
      continue;
    }
    const found = new Set(diagnose(example, compiler).map(({ ruleId }) => ruleId));
    // A run cut short has the findings before the cut, too.
    if (example.ruleId.startsWith("too-many-") && found.has(example.ruleId)) continue;
    if (found.size === 1 && found.has(example.ruleId)) continue;
    const list = [...found].join(", ") || "nothing";
    problems.push(`the example of "${example.ruleId}" is said to break ${list}`);
  }
  return problems;
}

/** The document. */
export function renderDiagnostics(examples, compiler) {
  const byRule = new Map(examples.map((example) => [example.ruleId, example]));
  const lines = [
    "# Diagnostics",
    "",
    "Everything the compiler can find in .proto files, by the name that is beside each finding in JSON,",
    "SARIF and GitHub annotations (`--error-format`). This page is made by `npm run reference` from the",
    "compiler's list of rules and from examples that the gate compiles.",
  ];
  for (const { title, rules } of compiler.RULE_GROUPS) {
    lines.push("", `## ${title}`);
    for (const [id, rule] of Object.entries(rules)) {
      lines.push("", `### ${id}`, "", rule.meaning, "", `**Fix:** ${rule.fix}`);
      const example = byRule.get(id);
      if (example === undefined) continue;
      if (example.shown !== "") lines.push("", "```proto", example.shown.trimEnd(), "```");
      const found = diagnose(example, compiler);
      const said = found.find(({ ruleId }) => ruleId === id);
      if (said !== undefined)
        lines.push("", "```text", compiler.renderDiagnostic(said).trimEnd(), "```");
    }
  }
  return `${lines.join("\n")}\n`;
}

// The documents: links inside the repository lead somewhere, decisions are numbered, the map of the
// specifications is up to date, and marked code compiles against the built packages
// (scripts/docs/snippets.mjs says which code is marked, and how).

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { misnumbered } from "./docs/decisions.mjs";
import {
  diagnosticsPath,
  exampleProblems,
  readExamples,
  renderDiagnostics,
} from "./docs/diagnostics.mjs";
import { brokenLinks } from "./docs/links.mjs";
import { projectFiles, snippets } from "./docs/snippets.mjs";
import { mapPath, mapProblems, readMappedFiles } from "./docs/spec-map.mjs";
import { specifications } from "./docs/spec-sections.mjs";
import { recordCounts } from "./run/counts.mjs";
import { root } from "./workspaces.mjs";

const workFolder = join(root, ".cache/docs");
const compilerOptions = {
  module: "nodenext",
  target: "es2022",
  types: ["node"],
  strict: true,
  noEmit: true,
};

/** Every Markdown file of the repository, path to text. */
function readDocuments() {
  const options = ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"];
  const paths = execFileSync("git", options, { cwd: root, encoding: "utf8" }).split("\n");
  const documents = new Map();
  for (const path of paths) {
    if (path !== "" && existsSync(join(root, path))) {
      documents.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
  return documents;
}

/** Runs a Node program; what it prints, when it fails. */
function problemsOf(args, folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? [] : `${stdout}${stderr}`.trimEnd().split("\n");
}

/** Writes the marked code of a document as a project and type-checks it. */
function checkCode(path, markdown) {
  const found = snippets(markdown);
  const files = projectFiles(found);
  for (const { marks, text, line } of found) {
    if (marks.includes("check")) files.set(`line-${line}.ts`, text);
  }
  if (files.size === 0) return undefined;
  const folder = join(workFolder, path.replaceAll("/", "-").replace(/\.md$/, ""));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = { compilerOptions, include: ["**/*.ts"] };
  if (!files.has("tsconfig.json")) files.set("tsconfig.json", JSON.stringify(config));
  if (!files.has("package.json")) files.set("package.json", '{ "type": "module" }');
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const hasProtos = [...files.keys()].some((name) => name.endsWith(".proto"));
  const generate = [join(root, "packages/cli/dist/main.js"), "generate"];
  const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--pretty", "false"];
  const problems = [
    ...(hasProtos ? problemsOf(generate, folder) : []),
    ...problemsOf([...tsc, "-p", "."], folder),
  ];
  return problems.map((problem) => `${path}: ${problem}`);
}

/** Rules without an example that gives them, and a page that says something else than these. */
async function diagnosticsProblems() {
  const compiler = await import("@trunkline/compiler");
  const examples = readExamples();
  const problems = exampleProblems(examples, compiler);
  if (documents.get(diagnosticsPath) !== renderDiagnostics(examples, compiler)) {
    problems.push(`${diagnosticsPath} is out of date: npm run reference writes it anew`);
  }
  return problems;
}

const documents = readDocuments();
const problems = [
  ...brokenLinks(documents, (path) => existsSync(join(root, path))),
  ...misnumbered(documents),
  ...(await diagnosticsProblems()),
  ...mapProblems(documents.get(mapPath) ?? "", readMappedFiles(), specifications),
];
let projects = 0;
for (const [path, markdown] of documents) {
  const found = checkCode(path, markdown);
  if (found === undefined) continue;
  projects += 1;
  problems.push(...found);
}
for (const problem of problems) console.error(problem);
console.log(`${documents.size} documents, ${projects} of them with code that is checked`);
recordCounts({ passed: documents.size + projects, failed: problems.length, skipped: 0 });
process.exitCode = problems.length === 0 ? 0 : 1;

// docs/spec-map.md: for each section of a specification the source files that refer to it, the tests that
// show it, and for what has no test the reason. All of it is read out of comments and file names, so that
// the map says what is there and not what somebody once wrote down.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../workspaces.mjs";

/** @typedef {import("./spec-sections.mjs").Specification} Specification */

export const mapPath = "docs/spec-map.md";

/** Comment signs at the beginning of lines, so that a reference may go on in the next. */
const lineBegin = /\n\s*(?:\/\/|\*)?\s*/g;

/** The files that the map is made from: the packages' and the specifications' tests. */
export function readMappedFiles() {
  const patterns = ["packages/*/src/**/*.ts", "test/**/*.ts"];
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...patterns];
  const paths = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\n");
  const files = new Map();
  for (const path of paths) {
    if (path === "" || !/^(packages\/[^/]+\/src|test)\//.test(path)) continue;
    try {
      files.set(path, readFileSync(join(root, path), "utf8"));
    } catch {
      // Deleted, and the deletion is not committed yet.
    }
  }
  return files;
}

/**
 * What is wrong with the map in the repository.
 *
 * @param {string} written The document as it is.
 * @param {Map<string, string>} files
 * @param {Specification[]} specifications
 * @returns {string[]}
 */
export function mapProblems(written, files, specifications) {
  const problems = specifications.flatMap((each) => unshown(filesBySection(files, each), each));
  if (written !== renderMap(files, specifications)) {
    problems.push(`${mapPath} is not what the files say: npm run spec-map writes it anew`);
  }
  return problems;
}

/** One section's number: `6.9.1`, or `C.2` of an appendix. */
const number = "(?:[A-Z]|\\d+)(?:\\.\\d+)*";

/**
 * The sections that a text refers to as `RFC 9113 §6.9.1`, also in a list (`RFC 9113 §6.2, §6.10`) and as
 * a range (`§6.3 to §6.9`), which stands for the sections between as well.
 *
 * @param {string} text
 * @param {Specification} specification
 * @returns {Set<string>}
 */
export function sectionsIn(text, { spec, sections }) {
  const known = sections.map(([section]) => section);
  const found = new Set();
  const flat = text.replaceAll(lineBegin, " ");
  const list = new RegExp(
    `${spec} (§${number}(?:(?: "[^"]*")?(?:,| and| to| or)+ (?:and )?§${number})*)`,
    "g",
  );
  for (const [, references] of flat.matchAll(list)) {
    let before = "";
    let isRange = false;
    for (const [, word, section] of references.matchAll(new RegExp(`(to )?§(${number})`, "g"))) {
      isRange = word !== undefined;
      if (isRange) {
        for (const between of known.slice(known.indexOf(before), known.indexOf(section))) {
          found.add(between);
        }
      }
      found.add(section);
      before = section;
    }
  }
  return found;
}

/**
 * The sections that a file of the specification's own tests shows: those in its name, and those that its
 * text names without saying of which document.
 *
 * @param {string} path
 * @param {string} text
 * @param {Specification} specification
 */
export function sectionsOfTest(path, text, specification) {
  const found = sectionsIn(text, specification);
  const own = /^(?:appendix-([a-z])|([\d.]+(?:-[\d.]+)*))-/.exec(posix.basename(path));
  if (own?.[1] !== undefined) found.add(own[1].toUpperCase());
  for (const section of own?.[2]?.split("-") ?? []) found.add(section);
  const withoutOthers = text.replaceAll(new RegExp(`RFC \\d+ §${number}`, "g"), "");
  for (const [, section] of withoutOthers.matchAll(new RegExp(`§(${number})`, "g"))) {
    found.add(section);
  }
  return found;
}

/**
 * @param {Map<string, string>} files TypeScript files, path to text.
 * @param {Specification} specification
 * @returns {Map<string, { sources: string[], tests: string[] }>} By section.
 */
export function filesBySection(files, specification) {
  const rows = new Map(
    specification.sections.map(([section]) => [section, { sources: [], tests: [] }]),
  );
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const isTest = path.endsWith(".test.ts");
    const isOwn = path.startsWith(`${specification.tests}/`);
    if (!isTest && (path.startsWith("test/") || path.endsWith(".testing.ts"))) continue;
    const sections =
      isTest && isOwn ? sectionsOfTest(path, text, specification) : sectionsIn(text, specification);
    for (const section of sections) rows.get(section)?.[isTest ? "tests" : "sources"].push(path);
  }
  return rows;
}

/** @returns {string[]} One line a section that has neither a test nor a reason. */
export function unshown(rows, { spec, untested }) {
  return [...rows]
    .filter(([section, { tests }]) => tests.length === 0 && untested[section] === undefined)
    .map(([section]) => `${spec} §${section} has no test, and no reason for that`);
}

/**
 * The whole document.
 *
 * @param {Map<string, string>} files
 * @param {Specification[]} specifications
 */
export function renderMap(files, specifications) {
  const parts = specifications.map((specification) =>
    renderSpecification(filesBySection(files, specification), specification),
  );
  return `# Where the specifications are

Generated by \`npm run spec-map\` from the references in comments, the names of test files and the reasons in
[spec-sections.mjs](../scripts/docs/spec-sections.mjs); the gate sees that it is up to date. "Source" are the
files that refer to a section, "tests" the files that show it.
${parts.join("")}`;
}

function renderSpecification(rows, { spec, sections, untested }) {
  const lines = sections.map(([section, title]) => {
    const { sources, tests } = rows.get(section);
    const because = untested[section]?.map(([, reason]) => reason).join("; ");
    const shown = tests.length > 0 ? links(tests) : `_${because ?? "nothing"}_`;
    return `| §${section} | ${title} | ${links(sources)} | ${shown} |`;
  });
  const without = sections.flatMap(([section]) =>
    (untested[section] ?? [])
      .filter(([requirement]) => requirement !== "")
      .map(([requirement, reason]) => `| §${section} | ${requirement} | ${reason} |`),
  );
  return `
## ${spec}

| section | title | source | tests |
| --- | --- | --- | --- |
${lines.join("\n")}

### Requirements of ${spec} without a case

| section | requirement | why |
| --- | --- | --- |
${without.join("\n")}
`;
}

function links(paths) {
  return paths
    .map((path) => `[${posix.basename(path).replace(/(\.test)?\.ts$/, "")}](../${path})`)
    .join(", ");
}

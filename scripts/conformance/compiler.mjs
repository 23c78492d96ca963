// `npm run conformance -- compiler`: every file of the corpora against protoc. What protoc accepts, we
// accept, and the descriptor sets are the same bytes: each file alone with its imports and source info, then
// all files of a corpus together in every mode. What protoc refuses, we refuse. protoc's set of all files, read
// and written again, is the same. The code generated for all files of a corpus type-checks, and runs as it is.

import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { compareSets } from "./compiler/compare-sets.mjs";
import { corpora, filesOf } from "./compiler/corpora.mjs";
import { checkGeneratedCode } from "./compiler/generated-code.mjs";
import { runProtoc } from "./compiler/protoc.mjs";

/** How many differences of a corpus are told. */
const maxTold = 10;

const booleans = [false, true];
const modes = booleans.flatMap((imports) =>
  booleans.flatMap((sourceInfo) => booleans.map((retained) => ({ imports, sourceInfo, retained }))),
);

/** @returns {Promise<import("./suites.mjs").ConformanceCounts>} */
export async function compiler() {
  const trunkline = await import("@trunkline/compiler");
  const { compile, encodeDescriptorSet } = trunkline;
  const counts = { passed: 0, failed: 0, skipped: 0, expectedFailures: 0 };
  const only = process.env.TRUNKLINE_CORPUS;
  for (const corpus of corpora.filter(({ name }) => only === undefined || name === only)) {
    const failures = [];
    const check = (what, problem) => {
      if (problem === undefined) counts.passed++;
      else {
        counts.failed++;
        failures.push(`${what}: ${problem}`);
      }
    };
    const folders = [...corpus.folders, ...corpus.roots];
    const fileSystem = fileSystemOf(folders);
    const encode = (paths, mode) => {
      const result = compile(paths, { fileSystem, readsWellKnownFiles: true });
      const error = result.diagnostics.find(({ severity }) => severity === "error");
      if (error !== undefined) return { error: describe(error) };
      return { bytes: encodeDescriptorSet(result, optionsOf(mode)) };
    };
    const files = filesOf(corpus);
    const alone = { imports: true, sourceInfo: true, retained: false };
    const theirs = await inParallel(files, (path) => runProtoc(folders, [path], alone));
    for (const [index, path] of files.entries()) {
      check(path, compareOne(encode([path], alone), theirs[index]));
    }
    const accepted = files.filter((_, index) => theirs[index].bytes !== undefined);
    const rejected = files.length - accepted.length;
    check("files that protoc accepts", differs(accepted.length, corpus.accepted));
    check("files that protoc refuses", differs(rejected, corpus.rejected));
    for (const mode of accepted.length === 0 ? [] : modes) {
      const set = await runProtoc(folders, accepted, mode);
      check(`all files with ${JSON.stringify(mode)}`, compareOne(encode(accepted, mode), set));
    }
    if (accepted.length > 0) {
      const problem = await compareSetAgain(trunkline, folders, accepted);
      check("protoc's set of all files, read and written again", problem);
      const result = compile(accepted, { fileSystem, readsWellKnownFiles: true });
      const { name, wellKnownTypes } = corpus;
      for (const one of await checkGeneratedCode(trunkline, name, result, wellKnownTypes)) {
        if (one.skipped === undefined) check(one.what, one.problem);
        else {
          counts.skipped++;
          console.error(`left out: ${one.what}: ${one.skipped}`);
        }
      }
    }
    tell(corpus.name, { accepted: accepted.length, rejected, failures });
  }
  return counts;
}

/** Why what is read from protoc's set, comments and all, is not what the set says; undefined where it is. */
async function compareSetAgain(
  { compile, encodeDescriptorSet, readDescriptorSet },
  folders,
  files,
) {
  const mode = { imports: true, sourceInfo: true, retained: false };
  const withComments = await runProtoc(folders, files, mode);
  const result = compile(files, {
    ...readDescriptorSet(withComments.bytes),
    readsWellKnownFiles: true,
  });
  const error = result.diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) return describe(error);
  const bytes = encodeDescriptorSet(result, { includeImports: true });
  return compareOne({ bytes }, await runProtoc(folders, files, { ...mode, sourceInfo: false }));
}

function tell(name, { accepted, rejected, failures }) {
  console.error(`${name}: ${accepted} accepted, ${rejected} refused, ${failures.length} differ`);
  for (const failure of failures.slice(0, maxTold)) console.error(`  ${failure}`);
  if (failures.length > maxTold) console.error(`  and ${failures.length - maxTold} more`);
}

function differs(actual, expected) {
  return actual === expected ? undefined : `${actual}, expected ${expected}`;
}

/** Undefined where both refuse, or both give the same bytes. */
function compareOne(ours, theirs) {
  if (theirs.bytes === undefined) {
    return ours.bytes === undefined ? undefined : `protoc refuses it: ${theirs.output.trim()}`;
  }
  return ours.bytes === undefined
    ? `protoc accepts it: ${ours.error}`
    : compareSets(ours.bytes, theirs.bytes);
}

function optionsOf({ imports, sourceInfo, retained }) {
  return { includeImports: imports, includeSourceInfo: sourceInfo, retainOptions: retained };
}

function describe({ file, at, message }) {
  const { line, column } = at?.file?.positionOf?.(at.start) ?? {};
  return `${file}:${line}:${column}: ${message}`;
}

function fileSystemOf(folders) {
  return {
    read(path) {
      for (const folder of folders) {
        const full = join(folder, path);
        if (statSync(full, { throwIfNoEntry: false })?.isFile()) return readFileSync(full);
      }
      return undefined;
    },
  };
}

/** `run` over all `items`, a few at a time; results in their order. */
async function inParallel(items, run) {
  const results = new Array(items.length);
  const queue = [...items.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next[0]] = await run(next[1]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

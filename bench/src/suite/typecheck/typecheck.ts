// How long TypeScript takes over generated code.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryPath } from "@trunkline/interop";
import type { Case, Contestant, Measure, Prepared, Sample, Suite } from "../suite.js";
import { generators } from "./generators.js";
import { MESSAGES, schemaFiles } from "./schema.js";

/** What is too much for one of them is left out. */
const compilers = [
  { title: "TypeScript 7", package: "typescript", leavesOut: "" },
  { title: "TypeScript 5.9", package: "typescript-5.9", leavesOut: "ts-proto" },
];

const MIB = 1024 * 1024;

/** No run is waited for longer. */
const LONGEST_MS = 60_000;

/** A run that takes longer than this is not repeated. */
const LONG_SECONDS = 15;

const measures: readonly Measure[] = [
  { suffix: "", unit: "s", isLessBetter: true, pick: (sample) => sample.seconds },
  {
    suffix: ", memory",
    unit: "MiB",
    isLessBetter: true,
    pick: ({ heapBytes }) => (heapBytes === undefined ? undefined : heapBytes / MIB),
  },
];

/** Below the workspace, where what the code imports is found. */
function folderOf(subject: string): string {
  return repositoryPath(`.cache/typecheck/${subject.replace(/\W+/g, "-")}`);
}

const tsconfig = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ["gen"],
};

function writeSchema(folder: string): string[] {
  const files = schemaFiles();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return [...files.keys()];
}

/** The whole of one run of the compiler, from a cold start. */
function check(compiler: string, folder: string): Sample {
  const tsc = repositoryPath(`node_modules/${compiler}/bin/tsc`);
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=4096", tsc, "-p", folder, "--extendedDiagnostics"],
    { encoding: "utf8", timeout: LONGEST_MS },
  );
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status === null) {
    console.error(`${compiler} was stopped after ${LONGEST_MS / 1000} s over ${folder}`);
    return {};
  }
  if (status !== 0) throw new Error(`${folder} does not type-check:\n${stdout}${stderr}`);
  const memory = /^Memory used:\s+(\d+)K/m.exec(stdout)?.[1];
  return { seconds, ...(memory === undefined ? {} : { heapBytes: Number(memory) * 1024 }) };
}

function contestant(compiler: string, subject: string): Contestant {
  let isLong = false;
  return {
    subject,
    measure: async () => {
      if (isLong) return {};
      const sample = check(compiler, folderOf(subject));
      isLong = (sample.seconds ?? Number.POSITIVE_INFINITY) > LONG_SECONDS;
      return sample;
    },
  };
}

async function prepare(): Promise<Prepared> {
  const protos = repositoryPath(".cache/typecheck/protos");
  rmSync(repositoryPath(".cache/typecheck"), { recursive: true, force: true });
  const paths = writeSchema(protos);
  for (const { subject, generate } of generators) {
    const folder = folderOf(subject);
    generate(protos, paths, join(folder, "gen"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  }
  const cases = compilers.map(
    (compiler): Case => ({
      name: `${MESSAGES.toLocaleString("en")} messages, ${compiler.title}`,
      measures,
      isColdAlways: true,
      generator: "",
      contestants: generators
        .filter(({ subject }) => subject !== compiler.leavesOut)
        .map(({ subject }) => contestant(compiler.package, subject)),
    }),
  );
  const leftOut = ["ts-proto's code under TypeScript 5.9, which takes more than 4 GB of memory"];
  return { cases, leftOut, [Symbol.asyncDispose]: async () => {} };
}

export const typecheck: Suite = {
  name: "typecheck",
  title: "What generated code costs the type checker",
  notes:
    "100 files of 50 messages, with scalars, lists, maps, oneofs, timestamps and messages of other files, and a " +
    "service a file. `tsc --noEmit` with `strict` and `skipLibCheck`, from a cold start, over all that was " +
    "generated, in TypeScript. Our files say `@ts-nocheck`: TypeScript reads them, takes their types, and does not " +
    "check them again in every project; with `typeCheck: true` it does. protobuf-es has code for the types alone, " +
    "and a descriptor that is interpreted at run time. A run of more than 15 s is not repeated; one of more than a " +
    "minute is stopped, and has no line.",
  prepare,
};

// The compiler beside protoc: the same files to the same bytes; and how long a change takes to be code.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, encodeDescriptorSet } from "@trunkline/compiler";
import { nodeCommand, Program } from "@trunkline/interop";
import type { Settings } from "../../run/settings.js";
import type { Case, Contestant, Measure, Prepared, Sample, Suite } from "../suite.js";
import { type Corpus, xdsCorpus } from "./corpus.js";
import { ProtoTree } from "./tree.js";

const TRUNKLINE = fileURLToPath(import.meta.resolve("@trunkline/cli/main"));
const HELLO = `syntax = "proto3";
message HelloRequest { string name = 1; }
`;

function milliseconds(judged: { targets?: Record<string, number>; limit?: number }): Measure {
  return {
    suffix: "",
    unit: "ms",
    isLessBetter: true,
    ...judged,
    pick: (sample) => sample.milliseconds,
  };
}

/** One run after another until the window is over; the mean of a run. */
function timed(run: () => void, { measureMs }: Settings): Sample {
  const started = performance.now();
  let runs = 0;
  do {
    run();
    runs++;
  } while (performance.now() - started < measureMs);
  return { milliseconds: (performance.now() - started) / runs };
}

function contestant(subject: string, run: () => void): Contestant {
  return { subject, measure: async (settings) => timed(run, settings) };
}

/** protoc's own program: the script that npm puts before it costs a start of Node. */
function protocPath(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("protoc/package.json"));
  const assets = JSON.parse(readFileSync(join(folder, "assets.json"), "utf8")) as {
    readonly platform: string;
    readonly arch: string;
    readonly executable: string;
  }[];
  const { platform, arch } = process;
  const asset = assets.find((one) => one.platform === platform && one.arch === arch);
  if (asset === undefined) throw new Error("There is no protoc for this machine");
  return join(folder, "bin", asset.executable);
}

function corpusCases(corpus: Corpus, folder: string): Case[] {
  const { roots, files, fileSystem } = corpus;
  const includes = roots.map((root) => `-I${root}`);
  const out = join(folder, "set.binpb");
  const byProtoc = () => {
    const flags = ["--include_source_info", `--descriptor_set_out=${out}`];
    execFileSync(protocPath(), [...includes, ...flags, ...files], { stdio: "ignore" });
  };
  const warm = () => {
    const result = compile(files, { fileSystem, readsWellKnownFiles: true });
    const set = encodeDescriptorSet(result, { includeSourceInfo: true });
    if (set.length === 0) throw new Error("The corpus does not compile");
    writeFileSync(out, set);
  };
  const paths = files.map((file) => join(roots.find((root) => hasFile(root, file))!, file));
  const cold = () => {
    const flags = ["--include-source-info", "-o", out];
    const dirs = roots.flatMap((root) => ["-I", root]);
    execFileSync(process.execPath, [TRUNKLINE, "build", ...dirs, ...flags, ...paths], {
      cwd: folder,
      stdio: "ignore",
    });
  };
  const name = `${files.length} files of Envoy's API to a descriptor set`;
  return [
    {
      name: `${name}, in one process that goes on`,
      measures: [milliseconds({ targets: { protoc: 0.5 } })],
      generator: "none",
      contestants: [contestant("trunkline", warm), contestant("protoc", byProtoc)],
    },
    {
      name: `${name}, as a command`,
      measures: [milliseconds({ targets: { protoc: 0.167 } })],
      generator: "none",
      contestants: [contestant("trunkline", cold), contestant("protoc", byProtoc)],
    },
  ];
}

function hasFile(root: string, file: string): boolean {
  try {
    readFileSync(join(root, file));
    return true;
  } catch {
    return false;
  }
}

function smallFileCase(folder: string): Case {
  mkdirSync(join(folder, "proto"), { recursive: true });
  writeFileSync(join(folder, "proto/hello.proto"), HELLO);
  const options = { cwd: folder, stdio: "ignore" } as const;
  return {
    name: "one small file to code, as a command",
    measures: [milliseconds({ limit: 150 })],
    generator: "none",
    contestants: [
      contestant("trunkline", () => {
        rmSync(join(folder, "gen"), { recursive: true, force: true });
        execFileSync(process.execPath, [TRUNKLINE, "generate"], options);
      }),
      contestant("protoc", () => {
        const flags = ["-Iproto", "--descriptor_set_out=hello.binpb", "hello.proto"];
        execFileSync(protocPath(), flags, options);
      }),
    ],
  };
}

/** A thousand files watched; each round changes other files, one after another. */
function watchCase(tree: ProtoTree, watcher: () => Promise<Program>): Case {
  let next = 0;
  return {
    name: "a change of one file of 1,000 to code, watched",
    measures: [milliseconds({ limit: 50 })],
    generator: "none",
    contestants: [
      {
        subject: "trunkline",
        async measure(): Promise<Sample> {
          const program = await watcher();
          const changes = 10;
          let spentMs = 0;
          for (let i = 0; i < changes; i++) {
            const isReport = (line: string) => line.startsWith('{"errors":0');
            const seen = program.lines.filter(isReport).length;
            let count = 0;
            const started = performance.now();
            tree.change(next++);
            await program.waitForLine((line) => isReport(line) && ++count > seen);
            spentMs += performance.now() - started;
          }
          return { milliseconds: spentMs / changes };
        },
      },
    ],
  };
}

async function prepare(): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-bench-"));
  const tree = new ProtoTree();
  let started: Promise<Program> | undefined;
  const watcher = () => {
    started ??= startWatcher(tree.root);
    return started;
  };
  return {
    cases: [...corpusCases(xdsCorpus(), folder), smallFileCase(folder), watchCase(tree, watcher)],
    leftOut: [],
    async [Symbol.asyncDispose]() {
      await (await started)?.stop();
      tree[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startWatcher(root: string): Promise<Program> {
  const args = ["generate", "--watch", "--json"];
  const program = new Program({ ...nodeCommand(TRUNKLINE, args), cwd: root });
  await program.waitForLine((line) => line.startsWith('{"errors":0'));
  return program;
}

export const compiler: Suite = {
  name: "compiler",
  title: "The compiler",
  notes:
    "Wall time. Descriptor sets have source info, and the bytes of both are the same (`npm run conformance -- " +
    "compiler`). protoc is the native program, without npm's script before it. The files of the watched project " +
    "are changed one after another; the time is from the write of the file to the report that its code is written.",
  prepare,
};

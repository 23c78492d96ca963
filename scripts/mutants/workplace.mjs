// A copy of the built runtime in a folder of its own, where mutants are tried one after another.

import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { root } from "../workspaces.mjs";
import { FAILED } from "./stop-at-failure.mjs";

const source = join(root, "packages/trunkline/src");
const built = join(root, "packages/trunkline/dist");
/** The rooms whose tests a mutant has to get past, and in this order. */
const rooms = ["http2", "hpack", "transport"];
/** What measures memory is left out: it tells nothing of right and wrong. */
const leftOut = /allocations|\.(?:go|python|debian|node)\.test\.js$/;
/** All tests of the rooms take a few seconds; who does not know how long they take here, waits longer. */
const HANG_MS = 60_000;
const LONGEST_MS = 600_000;
/** A mutant hangs that takes so many times as long as the tests did without one. */
const HANG_TIMES = 10;

const program = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * @typedef {object} Outcome
 * @property {"killed" | "hung" | "survived" | "stale"} kind
 * @property {string} by The test that failed.
 */

export function createWorkplace() {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/mutants-"));
  const dist = join(folder, "packages/trunkline/dist");
  cpSync(built, dist, { recursive: true });
  cpSync(
    join(root, "packages/trunkline/package.json"),
    join(folder, "packages/trunkline/package.json"),
  );
  let hangMs = LONGEST_MS;
  const testFiles = rooms.flatMap((room) => findTests(join(dist, room)));

  /** @returns {Promise<Outcome>} */
  function runTests(first) {
    const rank = (file) => (first.some((part) => file.split("/").at(-1).includes(part)) ? 0 : 1);
    const files = [...testFiles].sort((one, other) => rank(one) - rank(other));
    return runUntilFailure(files, hangMs);
  }

  return {
    /**
     * Runs the tests as they are.
     *
     * @returns {Promise<Outcome & { ms: number }>} with the time that they took
     */
    async runUnbroken() {
      const started = performance.now();
      const outcome = await runTests([]);
      return { ...outcome, ms: performance.now() - started };
    },

    /** @param unbrokenMs how long the tests take without a mutant on this machine */
    setPace(unbrokenMs) {
      hangMs = Math.min(LONGEST_MS, Math.max(HANG_MS, HANG_TIMES * unbrokenMs));
    },

    /** @returns {Promise<Outcome>} */
    async tryMutant({ file, find, replace, tests }) {
      const mutated = mutate(readFileSync(join(source, file), "utf8"), find, replace);
      if (mutated === null) return { kind: "stale", by: "" };
      const path = join(dist, file.replace(/\.ts$/, ".js"));
      const original = readFileSync(path);
      writeFileSync(path, compile(mutated));
      try {
        return await runTests(tests);
      } finally {
        writeFileSync(path, original);
      }
    },

    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The text with `find` replaced; null unless it stands there exactly once. */
export function mutate(text, find, replace) {
  const parts = find.split(/\s+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(parts.join("\\s+"), "g");
  if ([...text.matchAll(pattern)].length !== 1) return null;
  return text.replace(pattern, () => replace);
}

function compile(text) {
  const { ESNext, ES2022 } = { ...ts.ModuleKind, ...ts.ScriptTarget };
  return ts.transpileModule(text, {
    compilerOptions: { module: ESNext, target: ES2022, verbatimModuleSyntax: true },
  }).outputText;
}

function findTests(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return findTests(path);
    return entry.name.endsWith(".test.js") && !leftOut.test(entry.name) ? [path] : [];
  });
}

/** @returns {Promise<Outcome>} */
function runUntilFailure(files, hangMs) {
  const reporter = `--test-reporter=${program("stop-at-failure.mjs")}`;
  const child = spawn(process.execPath, [reporter, program("run-files.mjs"), ...files], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (errors += text));
  return new Promise((resolve) => {
    let hasHung = false;
    const timer = setTimeout(() => {
      hasHung = true;
      child.kill("SIGKILL");
    }, hangMs);
    child.on("close", (code) => {
      clearTimeout(timer);
      if (hasHung) resolve({ kind: "hung", by: "" });
      else if (code === 0) resolve({ kind: "survived", by: "" });
      else resolve({ kind: "killed", by: code === FAILED ? testName(output) : firstLine(errors) });
    });
  });
}

const testName = (output) => /\{"test":(".*")\}/.exec(output)?.[1] ?? output.slice(0, 80);
const firstLine = (text) =>
  text.split("\n").find((line) => /Error/.test(line)) ?? "the process failed";

// `npm run conformance -- protobuf`: the suite of Protocol Buffers itself, with what it recommends and up to edition
// 2024: binary, JSON and text. It is run twice, with messages whose code our compiler has generated and with messages
// that are made of descriptors at run time. Every case must pass, and there must be as many as ever; a case that the
// program under test leaves out has failed.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { protobufRunner } from "../peers/protobuf-conformance.mjs";
import { arePeersRequired, peer } from "../peers.mjs";
import { root } from "../workspaces.mjs";
import { generateCode } from "./protobuf/generate-code.mjs";
import { countSuites } from "./protobuf/output.mjs";

/** The cases of 33.2: binary and JSON, then text. */
const CASES = [5567, 883];
const MAX_RUN_MS = 300_000;

/** Where the messages of the program under test are from. */
const ways = ["generated", "dynamic"];

const folder = join(root, ".cache/conformance-protobuf");

/** @returns {Promise<import("./suites.mjs").ConformanceCounts>} */
export async function protobuf() {
  const counts = { passed: 0, failed: 0, skipped: 0, expectedFailures: 0 };
  const { ready, why, paths } = peer("protobuf");
  if (!ready) {
    const isRequired = arePeersRequired();
    console.error(`the suite ${isRequired ? "could not run" : "is left out"}: protobuf: ${why}`);
    counts[isRequired ? "failed" : "skipped"] += (CASES[0] + CASES[1]) * ways.length;
    return counts;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await generateCode(join(folder, "code"));
  for (const way of ways) {
    for (const { name, passed, failed, problems } of runWay(way, paths)) {
      counts.passed += passed;
      counts.failed += failed;
      for (const problem of problems) console.error(`${way}: ${problem}`);
      console.error(`${way}, ${name}: ${passed} passed, ${failed} failed`);
    }
  }
  return counts;
}

function runWay(way, paths) {
  const place = join(folder, way);
  mkdirSync(place);
  const testee = join(place, "testee");
  const program = fileURLToPath(new URL("protobuf/testee.mjs", import.meta.url));
  const words = [process.execPath, program, way, join(folder, "code")].map(quote);
  writeFileSync(testee, `#!/bin/sh\nexec ${words.join(" ")}\n`, { mode: 0o755 });
  return runSuite([...paths.loader, protobufRunner()], testee, place);
}

function runSuite([command, ...args], testee, place) {
  const flags = ["--enforce_recommended", "--maximum_edition", "2024", "--output_dir", place];
  const { stdout, stderr, error } = spawnSync(command, [...args, ...flags, testee], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: MAX_RUN_MS,
  });
  if (error !== undefined) throw new Error(`Cannot run the suite: ${error.message}`);
  writeFileSync(join(place, "output.txt"), stdout + stderr);
  return countSuites(stdout + stderr, CASES);
}

const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`;

// HTTP/2 against h2spec, strict, over TCP and over TLS: its cases talk to a server that is the engine and nothing
// else. Every case must pass, and there must be as many as ever: a suite that runs fewer has failed.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { arePeersRequired, peer } from "../peers.mjs";
import { root } from "../workspaces.mjs";
import { countCases } from "./junit.mjs";

/** The cases of h2spec 2.2.1 with -S. */
const CASES = 146;
/** A case that waits for an answer in vain takes two seconds; most take none. */
const MAX_RUN_MS = 120_000;

const runs = [
  { name: "TCP", flags: [] },
  { name: "TLS", flags: ["--tls"] },
];

/** @returns {Promise<import("./suites.mjs").ConformanceCounts>} */
export async function http2() {
  const counts = { passed: 0, failed: 0, skipped: 0, expectedFailures: 0 };
  const { ready, why, paths } = peer("go");
  if (!ready) {
    const isRequired = arePeersRequired();
    console.error(`h2spec ${isRequired ? "could not run" : "is left out"}: go: ${why}`);
    counts[isRequired ? "failed" : "skipped"] += CASES * runs.length;
    return counts;
  }
  for (const run of runs) {
    const result = await runOnce(join(paths.bin, "h2spec"), run);
    for (const key of Object.keys(result)) counts[key] += result[key];
  }
  return counts;
}

/** One run of the whole suite against a server of its own. */
async function runOnce(h2spec, { name, flags }) {
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL("http2-server.mjs", import.meta.url)), ...flags],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const target = await firstLine(server);
    const started = performance.now();
    const report = join(root, `.cache/h2spec-${process.pid}.xml`);
    mkdirSync(join(root, ".cache"), { recursive: true });
    // A server that is there answers at once; how soon says something of the machine.
    const args = [
      "--strict",
      "--timeout",
      "20",
      "--port",
      target.split(":").at(-1),
      "--junit-report",
      report,
    ];
    if (flags.includes("--tls")) args.push("--tls", "--insecure");
    const { stdout, error } = spawnSync(h2spec, args, { encoding: "utf8", timeout: MAX_RUN_MS });
    if (error !== undefined) throw new Error(`Cannot run h2spec over ${name}: ${error.message}`);
    const result = countCases(readFileSync(report, "utf8"), CASES);
    rmSync(report);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const { passed, failed, skipped, problems } = result;
    for (const problem of problems) console.error(`h2spec over ${name}: ${problem}`);
    // What h2spec itself says of its failures: expected and actual frames.
    if (failed > 0) console.error(stdout.slice(stdout.lastIndexOf("Failures:")));
    console.error(
      `h2spec over ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`,
    );
    return { passed, failed, skipped };
  } finally {
    server.kill();
  }
}

/** The first line that a program prints; rejects when it ends without one. */
function firstLine(program) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: program.stdout });
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error("The server under test ended before it listened")));
    program.once("error", reject);
  });
}

// gRPC against connectconformance: a server and a client of ours, on the public API alone, with the suite's
// own programs at the other end. Every case must pass, and there must be as many as ever.
//
// The suite's .proto files come with it and are compiled here, by our compiler; nothing of it is in the
// repository. Where a case fails, the suite's own peers take the same cases, to tell whose fault it is.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { arePeersRequired, peer } from "../peers.mjs";
import { root } from "../workspaces.mjs";
import { readTotals } from "./connect-output.mjs";

const folder = join(root, "interop/conformance");
const knownFailing = join(folder, "known-failing.txt");
/** With the cases that wait for a deadline; the suite's own peers take 20 s. */
const MAX_RUN_MS = 300_000;

/** The cases of connectconformance 1.0.5 with interop/conformance/grpc.yaml. */
const runs = [
  { mode: "client", cases: 1040, program: "client.js", reference: "referenceclient" },
  { mode: "server", cases: 872, program: "server.js", reference: "referenceserver" },
];

/** @returns {Promise<import("./suites.mjs").ConformanceCounts>} */
export async function grpc() {
  const counts = { passed: 0, failed: 0, skipped: 0, expectedFailures: 0 };
  const { ready, why, paths } = peer("conformance");
  if (!ready) {
    const isRequired = arePeersRequired();
    console.error(
      `connectconformance ${isRequired ? "could not run" : "is left out"}: conformance: ${why}`,
    );
    const cases = runs.reduce((sum, run) => sum + run.cases, 0);
    counts[isRequired ? "failed" : "skipped"] += cases;
    return counts;
  }
  prepare(paths.proto);
  for (const { mode, cases, program, reference } of runs) {
    const ours = [process.execPath, join(folder, "dist", program)];
    const result = runSuite(paths.bin, mode, cases, ours, ["--known-failing", `@${knownFailing}`]);
    tell(`ours as ${mode}`, result);
    for (const key of Object.keys(counts)) counts[key] += result[key];
    if (result.failed === 0) continue;
    tell(
      `the suite's own ${mode}`,
      runSuite(paths.bin, mode, cases, [join(paths.bin, reference)], []),
    );
  }
  return counts;
}

/** Compiles the suite's protos, then the programs that use them. */
function prepare(proto) {
  const command = join(root, "packages/cli/dist/main.js");
  run([command, "generate", "--proto-dir", proto, "--out", join(folder, "gen")]);
  run([join(root, "node_modules/typescript/bin/tsc"), "--project", folder]);
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
  });
  if (status === 0) return;
  throw new Error(`Cannot prepare the conformance programs: ${args.join(" ")}\n${stdout}${stderr}`);
}

function runSuite(bin, mode, cases, command, flags) {
  const started = performance.now();
  const { stdout, stderr, error } = spawnSync(
    join(bin, "connectconformance"),
    ["--conf", join(folder, "grpc.yaml"), "--mode", mode, ...flags, "--", ...command],
    { encoding: "utf8", timeout: MAX_RUN_MS, maxBuffer: 1 << 26 },
  );
  if (error !== undefined) throw new Error(`Cannot run connectconformance: ${error.message}`);
  const seconds = (performance.now() - started) / 1000;
  return { ...readTotals(stdout + stderr, cases), skipped: 0, seconds };
}

function tell(who, { passed, failed, expectedFailures, problems, seconds }) {
  for (const problem of problems) console.error(`${who}: ${problem}`);
  const expected = expectedFailures === 0 ? "" : `, ${expectedFailures} expected failures`;
  console.error(`${who}: ${passed} passed, ${failed} failed${expected} in ${seconds.toFixed(1)} s`);
}

// Every case between two makes: a client's program of one for each case, against one server of the other.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority } from "@trunkline/scripts/certificates";
import { Program } from "../program.js";
import { cases } from "./cases.js";
import { grpcGo, type Make, ours } from "./makes.js";

/** A program that has not ended by then is taken for one that never does. */
const MAX_CASE_MS = 60_000;

const securities = ["plaintext", "TLS"] as const;

/** A client of one make, a server of another, and what is between them. */
export interface Pair {
  readonly client: Make;
  readonly server: Make;
  readonly security: (typeof securities)[number];
}

/** What came of a case between two makes; without a problem it passed. */
export interface CaseResult {
  readonly testCase: string;
  readonly problem: string | undefined;
}

/** Both ways, each make with itself too: what is wrong between two of a kind is wrong in that one. */
export const pairs: readonly Pair[] = [
  [ours, grpcGo],
  [grpcGo, ours],
  [ours, ours],
  [grpcGo, grpcGo],
].flatMap(([client, server]) =>
  securities.map((security) => ({ client: client!, server: server!, security })),
);

/** Runs every case that both ends have. */
export async function* runPair({ client, server, security }: Pair): AsyncGenerator<CaseResult> {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-interop-"));
  const certificates = writeCertificates(folder);
  const isTls = security === "TLS";
  const program = new Program(
    server.server([
      "--port=0",
      ...(isTls ? ["--use_tls=true", `--tls_cert_file=${certificates.cert}`] : []),
      ...(isTls ? [`--tls_key_file=${certificates.key}`] : []),
    ]),
  );
  try {
    const line = await program.waitForLine((each) => server.portIn(each) !== undefined);
    const flags = [
      "--server_host=127.0.0.1",
      `--server_port=${server.portIn(line)}`,
      ...(isTls ? ["--use_tls=true", "--use_test_ca=true", `--ca_file=${certificates.ca}`] : []),
      ...(isTls ? ["--server_host_override=localhost"] : []),
    ];
    for (const testCase of Object.keys(cases)) {
      if (!client.has(testCase) || !server.has(testCase)) continue;
      yield { testCase, problem: await runCase(client, testCase, flags) };
    }
  } finally {
    await program.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Why the case failed; undefined where it passed. */
async function runCase(
  client: Make,
  testCase: string,
  flags: readonly string[],
): Promise<string | undefined> {
  const soak = ["--soak_iterations=100", "--soak_overall_timeout_seconds=30"];
  // How long one call takes says something of the machine; the time for all of them is the bound.
  soak.push("--soak_per_iteration_max_acceptable_latency_ms=30000");
  const program = new Program(client.client([...flags, ...soak, `--test_case=${testCase}`]));
  const killing = setTimeout(() => program.signal("SIGKILL"), MAX_CASE_MS);
  const { exitCode, stdout, stderr } = await program.ended;
  clearTimeout(killing);
  if (exitCode === 0) return undefined;
  const said = (stderr || stdout).trim();
  if (exitCode === null) return `It had not ended after ${MAX_CASE_MS / 1_000} s: ${said}`;
  return said || `It ended with exit code ${exitCode}`;
}

/** Files with a server's key and certificate, and with the authority that signed it. */
function writeCertificates(folder: string): Record<"ca" | "cert" | "key", string> {
  const authority = createAuthority();
  const { cert, key } = authority.issue();
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    ca: write("ca.pem", authority.cert),
    cert: write("cert.pem", cert),
    key: write("key.pem", key),
  };
}

// Runs the load generator against a server, or h2load in its place, and reads what came out.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Command,
  cpuTimeMicros,
  nodeCommand,
  repositoryPath,
  runProgram,
} from "@trunkline/interop";
import { peer } from "@trunkline/scripts/peers";
import { LOAD_CORE, pinned } from "../run/pinned.js";
import type { LoadRequest, LoadResult } from "./load-request.js";
import { GRPC_PATH, REST_PATH, requestBody } from "./workload.js";

export const GENERATOR_NAMES = { own: "raw node:net", h2load: "h2load" } as const;

/** Runs `command`, which prints a LoadResult as its last line. @throws Error with what it said */
async function loadResultOf(command: Command): Promise<LoadResult> {
  const { exitCode, stdout, stderr } = await runProgram(command);
  if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as LoadResult;
}

/**
 * V8 compiles and collects garbage on threads of its own, which take milliseconds from the one core that an open
 * loop never leaves: what was due meanwhile would look late. With one thread and room for young objects it
 * pauses seldom, and for less than a millisecond.
 */
const UNDISTURBED = ["--single-threaded", "--max-semi-space-size=64"];

/** Our generator: every reply is compared with the expected one. */
export function runOwnLoad(request: LoadRequest): Promise<LoadResult> {
  const script = repositoryPath("bench/dist/load/main.js");
  const nodeArgs = request.perSecond === undefined ? [] : UNDISTURBED;
  return loadResultOf(pinned(nodeCommand(script, [JSON.stringify(request)], nodeArgs), LOAD_CORE));
}

/** h2load, to check our generator with: it counts replies by their HTTP status only. */
export async function runH2load(request: LoadRequest): Promise<LoadResult> {
  const { ready, why, paths } = peer("debian");
  if (!ready) throw new Error(`Cannot run h2load: ${why}`);
  // It reads the request's body from a file.
  const folder = mkdtempSync(join(tmpdir(), "trunkline-bench-"));
  try {
    const body = join(folder, "request");
    writeFileSync(body, requestBody(request.protocol));
    // The shell tells afterwards what time h2load took, which no other process can see by then.
    const shell = ["-c", '"$0" "$@" && times', paths.h2load, ...h2loadArgs(request, body)];
    return await h2loadResult({ file: "sh", args: shell, env: paths.env }, request.serverPid);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function h2loadResult(command: Command, serverPid: number): Promise<LoadResult> {
  const cpuBefore = cpuTimeMicros(serverPid);
  const { exitCode, stdout, stderr } = await runProgram(pinned(command, LOAD_CORE));
  const cpuAfter = cpuTimeMicros(serverPid);
  const counts = /finished in [^,]+, ([\d.]+) req\/s[\s\S]*? (\d+) succeeded, 0 failed/.exec(
    stdout,
  );
  const times = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(stdout);
  if (exitCode !== 0 || counts === null || times === null) {
    throw new Error(`h2load failed: ${stderr}${stdout}`);
  }
  const [userMinutes, user, systemMinutes, system] = times.slice(1).map(Number) as Four;
  const completed = Number(counts[2]);
  const elapsedMs = (completed / Number(counts[1])) * 1000;
  const ownSeconds = (userMinutes + systemMinutes) * 60 + user + system;
  return {
    completed,
    answered: completed,
    elapsedMs,
    ...(cpuBefore !== undefined && cpuAfter !== undefined
      ? { cpuMicros: cpuAfter - cpuBefore }
      : {}),
    generatorShare: (ownSeconds * 1000) / elapsedMs,
  };
}

type Four = [number, number, number, number];

function h2loadArgs(request: LoadRequest, bodyFile: string): string[] {
  const isGrpc = request.protocol === "grpc";
  const headers = isGrpc
    ? ["te: trailers", "content-type: application/grpc"]
    : ["content-type: application/json"];
  return [
    ...(request.protocol === "http1" ? ["--h1"] : []),
    ...["-c", String(request.connections), "-m", String(request.streams)],
    ...["-D", `${request.measureMs}ms`],
    ...["-d", bodyFile],
    ...headers.flatMap((header) => ["-H", header]),
    `http://${request.target}${isGrpc ? GRPC_PATH : REST_PATH}`,
  ];
}

// `trunkline health`: is a server up, and does it say that it serves?

import type { Terminal } from "../../deps/index.js";
import { type ProbeOutcome, probe } from "./probe.js";
import { type HealthOptions, type ProbeSettings, readProbeSettings } from "./probe-settings.js";

export type { HealthOptions } from "./probe-settings.js";

// The exit codes of grpc_health_probe; 1 is for a wrong use.
const EXIT_SERVING = 0;
const EXIT_UNREACHABLE = 2;
const EXIT_RPC_FAILED = 3;
const EXIT_UNHEALTHY = 4;

/**
 * Asks the server for the health of `service` and prints the answer. Returns the exit code.
 * @throws UsageError for arguments that it cannot go by
 */
export async function health(
  target: string | undefined,
  service: string | undefined,
  options: HealthOptions,
  terminal: Terminal,
): Promise<number> {
  const settings = readProbeSettings(target, service, options, terminal.cwd);
  const outcome = await probe(settings);
  const exitCode = exitCodeOf(outcome);
  if (options.json) printJson(settings, outcome, exitCode, terminal);
  else printText(outcome, options.verbose === true, terminal);
  return exitCode;
}

function exitCodeOf(outcome: ProbeOutcome): number {
  if (outcome.kind === "unreachable") return EXIT_UNREACHABLE;
  if (outcome.kind === "failed") return EXIT_RPC_FAILED;
  return outcome.status === "SERVING" ? EXIT_SERVING : EXIT_UNHEALTHY;
}

function printText(outcome: ProbeOutcome, isVerbose: boolean, terminal: Terminal): void {
  if (outcome.kind === "unreachable") {
    terminal.writeError(`error: ${outcome.message}\n`);
    return;
  }
  if (isVerbose) {
    const rpc = outcome.kind === "answered" ? `, answered in ${inMs(outcome.rpcMs)}` : "";
    terminal.writeError(`connected in ${inMs(outcome.connectMs)}${rpc}\n`);
  }
  if (outcome.kind === "answered") terminal.writeOut(`status: ${outcome.status}\n`);
  else terminal.writeError(`error: ${outcome.code}: ${outcome.message}\n`);
}

function printJson(
  { target, service }: ProbeSettings,
  outcome: ProbeOutcome,
  exitCode: number,
  terminal: Terminal,
): void {
  terminal.writeOut(`${JSON.stringify({ target, service, ...describe(outcome), exitCode })}\n`);
}

/** A failure has its place under `error`, as that of every command has. */
function describe(outcome: ProbeOutcome): object {
  if (outcome.kind === "answered") {
    const { status, connectMs, rpcMs } = outcome;
    return { status, connectMs, rpcMs };
  }
  const { message } = outcome;
  if (outcome.kind === "unreachable") return { error: { message } };
  return { connectMs: outcome.connectMs, error: { code: outcome.code, message } };
}

function inMs(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

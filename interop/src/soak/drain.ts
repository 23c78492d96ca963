// Two servers behind one target, closed and started again in turn while many clients call: a rolling
// update. No call may fail, with nothing but what a client does of itself: calls that a server has not begun
// go to the other (gRFC A6, transparent retries).

import { setTimeout } from "node:timers/promises";
import { nodeCommand } from "../command.js";
import { Program, type ServerProgram, startServer } from "../program.js";
import { repositoryPath } from "../workspace.js";
import type { DrainPlan, DrainReport } from "./drain-plan.js";

const CLIENTS = 200;
const CALLS = 100_000;
const GRACE_MS = 5_000;
const TIMEOUT_MS = 30_000;
/** How long a server is up before the other is closed, as an orchestrator waits for it to be ready. */
const UP_MS = 500;

/** What became of the calls, and of the servers. */
export interface DrainResult extends DrainReport {
  /** How often a server was closed while calls were made. */
  readonly closes: number;
  /** The longest that a server took from SIGTERM to its end. */
  readonly longestCloseMs: number;
}

function start(port: string): Promise<ServerProgram> {
  const script = repositoryPath("interop/dist/soak/drain-server.js");
  return startServer(nodeCommand(script, [port, String(GRACE_MS)]));
}

const portOf = ({ target }: ServerProgram): string => target.slice(target.lastIndexOf(":") + 1);

/** Makes 100,000 calls from 200 clients while the servers are closed in turn. */
export async function drainUnderLoad(): Promise<DrainResult> {
  const servers = await Promise.all([start("0"), start("0")]);
  const plan: DrainPlan = {
    target: `ipv4:${servers.map(({ target }) => target).join(",")}`,
    clients: CLIENTS,
    calls: CALLS,
    timeoutMs: TIMEOUT_MS,
  };
  const script = repositoryPath("interop/dist/soak/drain-caller.js");
  const caller = new Program(nodeCommand(script, [JSON.stringify(plan)]));
  await caller.lineAt(0);
  caller.signal("SIGUSR2");
  let report: DrainReport | null = null;
  const reported = caller.lineAt(1).then((line) => {
    report = JSON.parse(line) as DrainReport;
  });
  let closes = 0;
  let longestCloseMs = 0;
  while (report === null) {
    await setTimeout(UP_MS);
    const index = closes % servers.length;
    const closing = servers[index]!;
    const startedAt = performance.now();
    closing.program.signal("SIGTERM");
    const { exitCode, stderr } = await closing.program.ended;
    if (exitCode !== 0) throw new Error(`A server ended with exit code ${exitCode}: ${stderr}`);
    longestCloseMs = Math.max(longestCloseMs, performance.now() - startedAt);
    servers[index] = await start(portOf(closing));
    closes++;
  }
  await reported;
  await Promise.all(servers.map(({ program }) => program.stop()));
  await caller.stop();
  return { ...(report as DrainReport), closes, longestCloseMs };
}

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
/** How long calls that have begun may take; where no clock is to judge, so long that none is cut off. */
const GRACE_MS = { timed: 5_000, untimed: 60_000 };
const TIMEOUT_MS = { timed: 30_000, untimed: 300_000 };
/** How often a server is closed, at least. */
export const LEAST_CLOSES = 4;
/**
 * How long a server is up before the other is closed, as an orchestrator waits for it to be ready. To a client that
 * gets no time for as long, both are gone one after the other.
 */
const UP_MS = { timed: 500, untimed: 3_000 };

/** What became of the calls, and of the servers. */
export interface DrainResult extends DrainReport {
  /** How often a server was closed while calls were made. */
  readonly closes: number;
  /** The longest that a server took from SIGTERM to its end. */
  readonly longestCloseMs: number;
}

function start(port: string, graceMs: number): Promise<ServerProgram> {
  const script = repositoryPath("interop/dist/soak/drain-server.js");
  return startServer(nodeCommand(script, [port, String(graceMs)]));
}

const portOf = ({ target }: ServerProgram): string => target.slice(target.lastIndexOf(":") + 1);

/** Makes 100,000 calls from 200 clients, or as many as it takes, while the servers are closed in turn. */
export async function drainUnderLoad(isTimed: boolean): Promise<DrainResult> {
  const timing = isTimed ? "timed" : "untimed";
  const graceMs = GRACE_MS[timing];
  const servers = await Promise.all([start("0", graceMs), start("0", graceMs)]);
  const plan: DrainPlan = {
    target: `ipv4:${servers.map(({ target }) => target).join(",")}`,
    clients: CLIENTS,
    calls: CALLS,
    timeoutMs: TIMEOUT_MS[timing],
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
    await setTimeout(UP_MS[timing]);
    const index = closes % servers.length;
    const closing = servers[index]!;
    const startedAt = performance.now();
    closing.program.signal("SIGTERM");
    const { exitCode, stderr } = await closing.program.ended;
    if (exitCode !== 0) throw new Error(`A server ended with exit code ${exitCode}: ${stderr}`);
    longestCloseMs = Math.max(longestCloseMs, performance.now() - startedAt);
    servers[index] = await start(portOf(closing), graceMs);
    closes++;
    if (closes === LEAST_CLOSES) caller.signal("SIGUSR2");
  }
  await reported;
  await Promise.all(servers.map(({ program }) => program.stop()));
  await caller.stop();
  return { ...(report as DrainReport), closes, longestCloseMs };
}

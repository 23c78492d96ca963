// Millions of calls on a few connections, server and client in processes of their own, and how their
// heaps go meanwhile.

import { pathToFileURL } from "node:url";
import { nodeCommand } from "../command.js";
import { typescriptExample } from "../example-programs.js";
import { Program, startServer } from "../program.js";
import { repositoryPath } from "../workspace.js";
import type { CallPlan } from "./call-plan.js";
import { slope } from "./slope.js";

const CONNECTIONS = 4;
const IN_FLIGHT = 100;
/** How often the heaps are looked at, over all calls. */
const LOOKS = 20;
/** Looks at first, while code is compiled and tables fill, that do not count. */
const WARM_UP_LOOKS = 4;

const COLLECTING = "--expose-gc";

export interface HeapSlopes {
  /** Bytes a call by which the heap grows, by least squares; negative where it shrinks. */
  readonly server: number;
  readonly client: number;
}

/** Makes `calls` calls, after some to warm up, and tells how the heaps of both ends grow with them. */
export async function heapSlopes(calls: number): Promise<HeapSlopes> {
  const report = pathToFileURL(repositoryPath("interop/dist/soak/heap-report.js")).href;
  const server = typescriptExample("greeter", "server", [COLLECTING, "--import", report]);
  const { args, ...rest } = server;
  await using running = await startServer({ ...rest, args: [...args, "127.0.0.1:0"] });
  const callsAtOnce = Math.ceil(calls / LOOKS);
  const plan: CallPlan = {
    target: running.target,
    connections: CONNECTIONS,
    inFlight: IN_FLIGHT,
    callsAtOnce,
  };
  const script = repositoryPath("interop/dist/soak/caller.js");
  const caller = new Program(nodeCommand(script, [JSON.stringify(plan)], [COLLECTING]));
  await caller.lineAt(0);
  const heaps = { server: [] as number[], client: [] as number[] };
  for (let look = 0; look < WARM_UP_LOOKS + LOOKS; look++) {
    const ofClient = await heapOf(caller);
    const ofServer = await heapOf(running.program);
    if (look < WARM_UP_LOOKS) continue;
    heaps.client.push(ofClient);
    heaps.server.push(ofServer);
  }
  await caller.stop();
  return {
    server: slope(heaps.server) / callsAtOnce,
    client: slope(heaps.client) / callsAtOnce,
  };
}

/** Asks a program for its heap, which the caller tells after its calls. */
async function heapOf(program: Program): Promise<number> {
  const printed = program.lines.length;
  program.signal("SIGUSR2");
  return Number((await program.lineAt(printed)).slice("heap ".length));
}

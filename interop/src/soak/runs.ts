// The runs of the soak: ListLogs with server and client in processes of their own.

import { setTimeout } from "node:timers/promises";
import { nodeCommand, withArgs } from "../command.js";
import { typescriptExample } from "../example-programs.js";
import { Program, type ServerProgram, startServer } from "../program.js";
import { repositoryPath } from "../workspace.js";
import { type Growth, watchMemory } from "./memory-watch.js";
import type { ReaderPlan } from "./reader-plan.js";

const LINE_BYTES = 120;
/** A reader that has stopped is looked at until the server's counter has stood still for so long. */
const STILL_MS = 1_000;

function start(): Promise<ServerProgram> {
  return startServer(withArgs(typescriptExample("log-stream", "server"), "127.0.0.1:0"));
}

/** Starts a reader and waits until it is warm. */
async function startReader(server: ServerProgram, plan: Partial<ReaderPlan>): Promise<Program> {
  const whole: ReaderPlan = {
    target: server.target,
    lines: 0,
    lineBytes: LINE_BYTES,
    slowMs: 0,
    stopAfter: 0,
    leaveAfter: 0,
    ...plan,
  };
  const script = repositoryPath("interop/dist/soak/reader.js");
  const reader = new Program(nodeCommand(script, [JSON.stringify(whole)]));
  await reader.waitForLine((line) => line === "warm");
  return reader;
}

/** How far both ends grow while `lines` lines are read, and how long that takes. */
export async function growthOver(
  lines: number,
  slowMs: number,
): Promise<{ readonly server: Growth; readonly client: Growth; readonly elapsedMs: number }> {
  await using server = await start();
  const reader = await startReader(server, { lines, slowMs });
  let elapsedMs = 0;
  const [serverGrowth, clientGrowth] = await watchMemory(
    [server.program.pid, reader.pid],
    async () => {
      const startedAt = performance.now();
      reader.signal("SIGUSR2");
      await reader.waitForLine((line) => line === `read ${lines} lines`);
      elapsedMs = performance.now() - startedAt;
    },
  );
  await reader.ended;
  return { server: serverGrowth!, client: clientGrowth!, elapsedMs };
}

/** How many lines the handler is asked for by a reader that stops after 10, and how many more later. */
export async function linesAskedByStoppedReader(): Promise<{
  readonly asked: number;
  readonly askedLater: number;
}> {
  await using server = await start();
  const reader = await startReader(server, { stopAfter: 10 });
  reader.signal("SIGUSR2");
  await reader.waitForLine((line) => line === "stopped");
  const before = await linesAsked(server);
  let asked = before;
  // The windows are still filling up to begin with.
  for (let looks = 0; looks < 10; looks++) {
    await setTimeout(STILL_MS / 2);
    const now = await linesAsked(server);
    if (now === asked) break;
    asked = now;
  }
  await setTimeout(STILL_MS);
  const askedLater = (await linesAsked(server)) - asked;
  await reader.stop();
  return { asked, askedLater };
}

async function linesAsked(server: ServerProgram): Promise<number> {
  const { program } = server;
  const isReport = (line: string) => line.startsWith("asked for ");
  const seen = program.lines.filter(isReport).length;
  program.signal("SIGUSR2");
  let count = 0;
  const line = await program.waitForLine((each) => isReport(each) && ++count > seen);
  return Number(/\d+/.exec(line)![0]);
}

/** Milliseconds from the client's leaving after 10 lines to the end of the handler, its `finally` run. */
export async function handlerEndsAfterMs(): Promise<number> {
  await using server = await start();
  const reader = await startReader(server, { leaveAfter: 10 });
  const ended = server.program
    .waitForLine((line) => line.startsWith("ListLogs ended"))
    .then(() => performance.now());
  const left = reader.waitForLine((line) => line === "read 10 lines").then(() => performance.now());
  reader.signal("SIGUSR2");
  const [endedAt, leftAt] = await Promise.all([ended, left]);
  await reader.ended;
  return Math.max(0, endedAt - leftAt);
}

// The first three chapters: the example programs as a user starts them, each in its own process.

import {
  type Command,
  type ProgramResult,
  runProgram,
  startServer,
  typescriptExample,
  withArgs,
} from "@trunkline/interop";
import { heading, note, tell } from "./page.js";

/** A server that lets the system choose its port. */
export function onAnyPort(command: Command): Command {
  return withArgs(command, "127.0.0.1:0");
}

/** What a client printed. @throws Error when it did not end as `exitCode` says */
export function printedBy(result: ProgramResult, exitCode = 0): string {
  const printed = (exitCode === 0 ? result.stdout : result.stderr).trim();
  if (result.exitCode === exitCode && printed !== "") return printed;
  throw new Error(
    `A client ended with exit code ${result.exitCode}: expected ${exitCode}\n${result.stderr}`,
  );
}

/** The greeting of examples/greeter. */
export async function greet(): Promise<void> {
  heading("A greeting");
  await using server = await startServer(onAnyPort(typescriptExample("greeter", "server")));
  const client = withArgs(typescriptExample("greeter", "client"), server.target, "itfromzero");
  tell(printedBy(await runProgram(client)));
  note("examples/greeter: a server and a client in two processes, real gRPC over HTTP/2");
}

/** The stats of examples/user-stats. */
export async function askForStats(): Promise<void> {
  heading("A user's stats");
  await using server = await startServer(onAnyPort(typescriptExample("user-stats", "server")));
  const client = withArgs(typescriptExample("user-stats", "client"), server.target, "7");
  tell(printedBy(await runProgram(client)));
  note("examples/user-stats: int32, string and bool, with a deadline of 5 seconds");
}

/** The same with a query that hangs and a deadline that passes. */
export async function missDeadline(): Promise<void> {
  heading("A missed deadline");
  const hanging = withArgs(typescriptExample("user-stats", "server"), "--hang", "127.0.0.1:0");
  await using server = await startServer(hanging);
  const client = withArgs(
    typescriptExample("user-stats", "client"),
    "--timeout-ms",
    "300",
    server.target,
  );
  tell(`client:  ${printedBy(await runProgram(client), 1)}`);
  const cancelled = await server.program.waitForLine((line) => line.startsWith("query cancelled"));
  tell(`server:  ${cancelled}`);
  note("the handler gave call.signal to its query, so nothing works on for a client that has gone");
}

// The greeter's checks, the same for every client and every server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Command, withArgs } from "./command.js";
import { type ProgramResult, runProgram, startServer } from "./program.js";

/** Asserts that a client's program printed `stdout` and ended well. */
export function assertPrinted(result: ProgramResult, stdout: string): void {
  assert.deepEqual({ ...result }, { exitCode: 0, stdout, stderr: "" });
}

/** One client's program against one server's: a greeting of the default name, of another, and of none. */
export function testGreeterPair(name: string, client: () => Command, server: () => Command): void {
  test(name, async () => {
    await using serving = await startServer(withArgs(server(), "127.0.0.1:0"));
    for (const who of ["itfromzero", "Zoë 🚂", ""]) {
      const result = await runProgram(withArgs(client(), serving.target, who));
      assertPrinted(result, `Hello ${who}, I am a gRPC server!\n`);
    }
  });
}

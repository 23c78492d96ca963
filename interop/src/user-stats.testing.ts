// The user service's checks, the same for every client and every server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Command, withArgs } from "./command.js";
import { assertPrinted } from "./greeter.testing.js";
import { runProgram, startServer } from "./program.js";

/** What every server answers for user 7. */
export const userSeven = { userId: 7, username: "user-7", totalPoints: 700, isActive: true };

/** The deadline that every client sets. */
const TIMEOUT_MS = 5_000;

/** One client's program against one server's: a user, no user, and a query that hangs. */
export function testUserStatsPair(
  name: string,
  client: () => Command,
  server: () => Command,
): void {
  test(`${name}: the stats of a user`, async () => {
    await using serving = await startServer(withArgs(server(), "127.0.0.1:0"));
    const result = await runProgram(withArgs(client(), serving.target, "7"));
    assertPrinted(result, `${JSON.stringify(userSeven)}\n`);
  });

  test(`${name}: a user that is not there`, async () => {
    await using serving = await startServer(withArgs(server(), "127.0.0.1:0"));
    const result = await runProgram(withArgs(client(), serving.target, "0"));
    const expected = { exitCode: 1, stdout: "", stderr: "NOT_FOUND: No user 0\n" };
    assert.deepEqual({ ...result }, expected);
  });

  test(`${name}: a server that hangs`, async () => {
    await using serving = await startServer(withArgs(server(), "--hang", "127.0.0.1:0"));
    const startedAt = performance.now();
    const { exitCode, stderr } = await runProgram(withArgs(client(), serving.target, "7"));
    const elapsedMs = performance.now() - startedAt;
    assert.equal(exitCode, 1);
    assert.match(stderr, /^DEADLINE_EXCEEDED: /);
    assert.ok(elapsedMs >= TIMEOUT_MS, `the client gave up after ${elapsedMs} ms`);
    await serving.program.waitForLine((line) => line.startsWith("query cancelled: "));
  });
}

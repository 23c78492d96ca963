// The log service's checks, the same for every client and every server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Command, withArgs } from "./command.js";
import { assertPrinted } from "./greeter.testing.js";
import { runProgram, startServer } from "./program.js";

/** The program of a client that goes by this name: `list`, `upload`, `tail`. */
export type LogClient = (name: string) => Command;

/** One client's programs against one server's: lines down, lines up, both at once, and leaving early. */
export function testLogStreamPair(name: string, client: LogClient, server: () => Command): void {
  const start = () => startServer(withArgs(server(), "127.0.0.1:0"));

  test(`${name}: 100,000 lines of 120 characters`, async () => {
    await using serving = await start();
    const result = await runProgram(withArgs(client("list"), serving.target, "100000"));
    assertPrinted(result, '{"lines":100000,"characters":12000000}\n');
  });

  test(`${name}: leaving after 10 lines ends the handler`, async () => {
    await using serving = await start();
    // Without end, so that only the cancellation can end it.
    const leaving = withArgs(client("list"), "--leave-after", "10", serving.target, "0");
    assertPrinted(await runProgram(leaving), '{"lines":10,"characters":1200}\n');
    await serving.program.waitForLine((line) => /^ListLogs ended after \d+ lines$/.test(line));
  });

  test(`${name}: lines uploaded`, async () => {
    await using serving = await start();
    const result = await runProgram(withArgs(client("upload"), serving.target, "1000"));
    assertPrinted(result, '{"lines":1000,"bytes":8893,"errors":100}\n');
  });

  test(`${name}: a tail whose filter changes midway`, async () => {
    await using serving = await start();
    const { exitCode, stdout, stderr } = await runProgram(withArgs(client("tail"), serving.target));
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
    assertTailed(stdout);
  });
}

/** What a tail prints: everything at first, and errors from where its filter has reached the server. */
export function assertTailed(stdout: string): void {
  const [before, after] = stdout.split("only errors from here on\n") as [string, string];
  assert.deepEqual(
    before.trimEnd().split("\n"),
    [1, 1, 2, 1, 1, 2, 1, 1, 2, 3].map((level, at) => `${level} event ${at + 1}`),
  );
  const lines = after.trimEnd().split("\n");
  assert.ok(lines.filter((line) => line.startsWith("3 ")).length >= 3, after);
}

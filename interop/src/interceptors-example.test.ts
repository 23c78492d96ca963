import assert from "node:assert/strict";
import { test } from "node:test";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { runProgram, startServer } from "./program.js";

const server = () => withArgs(typescriptExample("interceptors", "server"), "127.0.0.1:0");
const run = (...args: string[]) =>
  runProgram(withArgs(typescriptExample("interceptors", "client"), ...args));

test("interceptors: callers see their own notes, and the log has a line for each call", async () => {
  await using running = await startServer(server());
  const { target } = running;
  const ann = await run(target, "milk", "bread");
  assert.deepEqual(ann, { exitCode: 0, stdout: "1 Ann: milk\n2 Ann: bread\n", stderr: "" });
  const bob = await run("--token", "token-of-bob", target, "tea");
  assert.deepEqual(bob, { exitCode: 0, stdout: "3 Bob: tea\n", stderr: "" });
  const line = await running.program.waitForLine((text) => text.includes('"user":"Bob"'));
  const { durationMs, peer, timeoutMs, ...rest } = JSON.parse(line);
  assert.ok(durationMs >= 0 && timeoutMs <= 2_000 && /^127\.0\.0\.1:\d+$/.test(peer), line);
  assert.deepEqual(
    { ...rest, msg: rest.msg.replace(/[\d.]+ ms/, "… ms") },
    {
      level: "info",
      side: "server",
      path: "/notes.NoteService/AddNote",
      kind: "unary",
      code: "OK",
      user: "Bob",
      msg: "/notes.NoteService/AddNote OK … ms",
    },
  );
});

test("interceptors: a caller who is not known and a request that is not valid reach no handler", async () => {
  await using running = await startServer(server());
  const { target } = running;
  assert.deepEqual(await run("--token", "nonsense", target, "tea"), {
    exitCode: 1,
    stdout: "",
    stderr: "UNAUTHENTICATED: The call's bearer token is not accepted\n",
  });
  assert.deepEqual(await run(target, ""), {
    exitCode: 1,
    stdout: "",
    stderr: "INVALID_ARGUMENT: The request is not valid: text is empty\n  text is empty\n",
  });
});

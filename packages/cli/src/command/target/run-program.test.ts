import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { UsageError } from "../usage-error.js";
import { type ProgramRun, runProgramToEnd } from "./run-program.js";

/** Node as a program that runs `script`. */
function run(script: string, more: Partial<ProgramRun> = {}): Promise<Uint8Array> {
  return runProgramToEnd({
    program: process.execPath,
    args: ["-e", script],
    cwd: tmpdir(),
    signal: undefined,
    help: () => undefined,
    say: () => {},
    ...more,
  });
}

test("runProgramToEnd() hands over the input, the output, and what is said", async () => {
  let said = "";
  const input = new Uint8Array(1_000_000).fill(65);
  const output = await run('console.error("heard"); process.stdin.pipe(process.stdout);', {
    input,
    say: (text) => {
      said += text;
    },
  });
  assert.deepEqual(output, Buffer.from(input));
  assert.equal(said, "heard\n");
});

test("runProgramToEnd() tells why a program failed that read nothing of what it was given", async () => {
  const failing = run('console.error("no"); process.exit(3);', {
    input: new Uint8Array(8_000_000),
  });
  await assert.rejects(failing, /^UsageError: ".*" failed: exit code 3\nno$/);
});

test("runProgramToEnd() tells of a program that does not end, which a signal ends", async () => {
  const stop = new AbortController();
  const notices: string[] = [];
  const waiting = run("setInterval(() => {}, 1_000_000);", {
    signal: stop.signal,
    noticeMs: 1,
    say: (text) => {
      notices.push(text);
      stop.abort();
    },
  });
  await assert.rejects(waiting, new UsageError(`"${process.execPath}" was stopped`));
  assert.deepEqual(notices, [`Waiting for "${process.execPath}", which is still running\n`]);
});

test("runProgramToEnd() tells what of a program is missing", async () => {
  const help = () => "install it";
  const missing = (program: string) => run("", { program, help });
  await assert.rejects(missing("no-such-program"), {
    message: 'Cannot find "no-such-program": it is not on PATH',
    help: "install it",
  });
  await assert.rejects(missing("/no/such/program"), { message: 'Cannot find "/no/such/program"' });
  await assert.rejects(missing(tmpdir()), /Cannot run ".*": permission denied \(EACCES\)/);
});

// Processes that are killed, stopped or slow in the midst of calls of all four kinds, on either side: each call
// comes to exactly one outcome, nothing goes on past its deadline, and what a slow reader leaves is bounded.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Status } from "trunkline";
import { type Command, withArgs } from "../command.js";
import { residentBytes } from "../process-usage.js";
import { Program, type ServerProgram, startServer } from "../program.js";
import { REACHING_MS } from "../reaching.testing.js";

const KINDS = ["both", "down", "unary", "up"];

/** For calls that something else ends: long enough for any machine. */
const NEVER_MS = "600000";

/** For calls that their deadline ends: their program has only just started, and all of them must have begun before. */
const DEADLINE_MS = String(2 * REACHING_MS);

/** What a stream may have under way to somebody who does not read: windows, sockets and buffers of both ends. */
const MAX_UNREAD_BYTES = 32 << 20;

/** Bytes of each message in a stream that nobody reads. */
const MESSAGE_BYTES = 10_000;

/** What a process may grow by while its peer does not read. */
const MAX_GROWTH_BYTES = 32 << 20;

/** The Probe programs of two languages. */
export interface Ends {
  client(): Command;
  server(): Command;
}

/** Each fault between these two. */
export function testFaults(name: string, { client, server }: Ends): void {
  const start = () => startServer(withArgs(server(), "127.0.0.1:0"));
  const call = (serving: ServerProgram, ...task: string[]) =>
    new Program(withArgs(client(), serving.target, ...task));

  /** A client with a call of each kind that has reached its handler. */
  async function hold(serving: ServerProgram, timeoutMs: string): Promise<Program> {
    const holding = call(serving, "hold", timeoutMs);
    const begun = KINDS.map((kind) =>
      serving.program.waitForLine((line) => line === `begun ${kind}`),
    );
    const ended = holding.ended.then(({ stdout, stderr }) =>
      assert.fail(`The client ended before all its calls had begun: ${stdout}${stderr}`),
    );
    await Promise.race([Promise.all(begun), ended]);
    return holding;
  }

  describe(name, { concurrency: true }, () => {
    test("the server is killed: every call ends with UNAVAILABLE, once", async () => {
      await using serving = await start();
      const holding = await hold(serving, NEVER_MS);
      serving.program.signal("SIGKILL");
      await assertOutcomes(holding, Status.UNAVAILABLE);
    });

    test("the client is killed: every handler ends, once", async () => {
      await using serving = await start();
      const holding = await hold(serving, NEVER_MS);
      holding.signal("SIGKILL");
      await assertHandlersEnd(serving.program);
    });

    test("the server stands still: every call ends with its deadline, and then every handler", async () => {
      await using serving = await start();
      const holding = await hold(serving, DEADLINE_MS);
      serving.program.signal("SIGSTOP");
      await assertOutcomes(holding, Status.DEADLINE_EXCEEDED);
      serving.program.signal("SIGCONT");
      await assertHandlersEnd(serving.program);
    });

    test("the client stands still: every handler ends with the deadline, and then every call", async () => {
      await using serving = await start();
      const holding = await hold(serving, DEADLINE_MS);
      holding.signal("SIGSTOP");
      await assertHandlersEnd(serving.program);
      holding.signal("SIGCONT");
      await assertOutcomes(holding, Status.DEADLINE_EXCEEDED);
    });

    test("a client does not read: its server sends no more, and does not grow", async () => {
      await using serving = await start();
      const reader = call(serving, "slow-down");
      await reader.waitForLine((line) => line === "stopped");
      await assertHeldUp(serving.program);
      serving.program.signal("SIGKILL");
      reader.signal("SIGUSR1");
      await assertOutcomes(reader, Status.UNAVAILABLE, ["down"]);
    });

    test("a client that does not read is killed: the handler ends, once", async () => {
      await using serving = await start();
      const reader = call(serving, "slow-down");
      await reader.waitForLine((line) => line === "stopped");
      await assertHeldUp(serving.program);
      reader.signal("SIGKILL");
      await assertHandlersEnd(serving.program, ["down"]);
    });

    test("a server does not read: its client sends no more, and does not grow", async () => {
      await using serving = await start();
      const writer = call(serving, "flood-up");
      await serving.program.waitForLine((line) => line === "begun up");
      await assertHeldUp(writer);
      serving.program.signal("SIGKILL");
      await assertOutcomes(writer, Status.UNAVAILABLE, ["up"]);
    });
  });
}

/** The client ends in order, having told of one outcome for each kind. */
async function assertOutcomes(
  client: Program,
  code: Status,
  kinds: readonly string[] = KINDS,
): Promise<void> {
  const { exitCode, stdout, stderr } = await client.ended;
  assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
  assert.deepEqual(
    linesOf(stdout, "outcome"),
    kinds.map((kind) => `outcome ${kind} ${code}`),
  );
}

/** Handlers of all kinds end, and none of them twice. */
async function assertHandlersEnd(server: Program, kinds: readonly string[] = KINDS): Promise<void> {
  for (const kind of kinds) await server.waitForLine((line) => line === `ended ${kind}`);
  const { stdout } = await server.stop();
  assert.deepEqual(
    linesOf(stdout, "ended"),
    kinds.map((kind) => `ended ${kind}`),
  );
}

const linesOf = (output: string, begin: string): string[] =>
  output
    .split("\n")
    .filter((line) => line.startsWith(`${begin} `))
    .sort();

/** Until the writer's count of messages stands still; it is bounded then, and so is what the writer holds. */
async function assertHeldUp(writer: Program): Promise<void> {
  let last = -1;
  let unchanged = 0;
  let heldBytes = 0;
  for (let asked = 0; unchanged < 10; asked++) {
    const sent = await askSent(writer, asked);
    assert.ok(
      sent * MESSAGE_BYTES <= MAX_UNREAD_BYTES,
      `${sent} messages of ${MESSAGE_BYTES} bytes were sent to somebody who does not read`,
    );
    if (sent !== last) heldBytes = residentBytes(writer.pid) ?? 0;
    unchanged = sent === last && sent > 0 ? unchanged + 1 : 0;
    last = sent;
  }
  const growth = (residentBytes(writer.pid) ?? 0) - heldBytes;
  assert.ok(growth <= MAX_GROWTH_BYTES, `the writer grew by ${growth} bytes while it was held up`);
}

/** How many messages the writer has sent: its answer number `asked` to SIGUSR2. */
async function askSent(writer: Program, asked: number): Promise<number> {
  writer.signal("SIGUSR2");
  let seen = 0;
  const line = await writer.waitForLine((each) => each.startsWith("sent ") && seen++ === asked);
  return Number(line.slice("sent ".length));
}

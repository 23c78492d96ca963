// The examples' services at a peer that runs in this process: the same checks for each such peer, with its clients
// against our servers' programs and our clients' programs against its server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "trunkline";
import { withArgs } from "./command.js";
import { type Example, typescriptExample } from "./example-programs.js";
import { assertPrinted } from "./greeter.testing.js";
import { assertTailed } from "./log-stream.testing.js";
import { runProgram, startServer } from "./program.js";
import { userSeven } from "./user-stats.testing.js";

export interface LogLine {
  readonly level: number;
  readonly text: string;
}

interface TailFilter {
  readonly atLeast: number;
}

/** All rpcs of the examples, as a peer's clients call them. */
export interface ExampleClients {
  sayHello(request: { name: string }): Promise<{ message: string }>;
  getUserStats(request: { userId: number }, timeoutMs?: number): Promise<typeof userSeven>;
  listLogs(
    request: { count: number; lineBytes: number },
    signal?: AbortSignal,
  ): AsyncIterable<{ line: string }>;
  uploadLogs(
    lines: AsyncIterable<LogLine>,
  ): Promise<{ lines: number; bytes: number | bigint; errors: number }>;
  tailLogs(filters: AsyncIterable<TailFilter>): AsyncIterable<LogLine>;
  close(): Promise<void>;
}

/** The same at a server. Messages are plain objects; 64-bit numbers are as `long` makes them. */
export interface ExampleHandlers {
  sayHello(request: { name: string }): Promise<{ message: string }>;
  getUserStats(request: { userId: number }): Promise<typeof userSeven>;
  listLogs(request: { count: number; lineBytes: number }): AsyncGenerator<{ line: string }>;
  uploadLogs(lines: AsyncIterable<LogLine>): Promise<object>;
  tailLogs(filters: AsyncIterable<TailFilter>): AsyncGenerator<LogLine>;
}

/** A gRPC implementation that npm has. */
export interface ExamplePeer {
  readonly name: string;
  connect(target: string): ExampleClients;
  /** The gRPC code of an error that a call was rejected with. */
  codeOf(error: unknown): number | undefined;
  /** An error that a handler throws. */
  notFound(message: string): Error;
  long(value: number): number | bigint;
  /** A server with all three services on a port that the system chose. */
  serve(handlers: ExampleHandlers): Promise<AsyncDisposable & { readonly target: string }>;
}

/** Runs every check with this peer. */
export function testExamples(peer: ExamplePeer): void {
  testClients(peer);
  testServer(peer);
}

function testClients(peer: ExamplePeer): void {
  const title = `${peer.name} client and our server`;

  /** Runs `check` with clients of the example's server. */
  async function withServer(
    example: Example,
    check: (
      clients: ExampleClients,
      nextLine: (wanted: (line: string) => boolean) => Promise<string>,
    ) => Promise<void>,
    ...args: string[]
  ): Promise<void> {
    const command = withArgs(typescriptExample(example, "server"), ...args, "127.0.0.1:0");
    await using server = await startServer(command);
    const clients = peer.connect(server.target);
    try {
      await check(clients, (wanted) => server.program.waitForLine(wanted));
    } finally {
      await clients.close();
    }
  }

  test(`greeter, ${title}`, () =>
    withServer("greeter", async (clients) => {
      const { message } = await clients.sayHello({ name: "Zoë 🚂" });
      assert.equal(message, "Hello Zoë 🚂, I am a gRPC server!");
    }));

  test(`user-stats, ${title}: a user, and none`, () =>
    withServer("user-stats", async (clients) => {
      const { userId, username, totalPoints, isActive } = await clients.getUserStats({ userId: 7 });
      assert.deepEqual({ userId, username, totalPoints, isActive }, userSeven);
      await assert.rejects(clients.getUserStats({ userId: 0 }), (error) => {
        assert.equal(peer.codeOf(error), Status.NOT_FOUND);
        return /No user 0/.test(String(error));
      });
    }));

  test(`user-stats, ${title}: a server that hangs`, () =>
    withServer(
      "user-stats",
      async (clients, nextLine) => {
        await assert.rejects(
          clients.getUserStats({ userId: 7 }, 300),
          (error) => peer.codeOf(error) === Status.DEADLINE_EXCEEDED,
        );
        await nextLine((line) => line.startsWith("query cancelled: "));
      },
      "--hang",
    ));

  test(`log-stream, ${title}: lines down, and cancelled midway`, () =>
    withServer("log-stream", async (clients, nextLine) => {
      let lines = 0;
      for await (const { line } of clients.listLogs({ count: 10_000, lineBytes: 120 })) {
        assert.equal(line.length, 120);
        lines++;
      }
      assert.equal(lines, 10_000);
      await nextLine((line) => line === "ListLogs ended after 10000 lines");
      // Without end, so that only the cancellation can end it.
      const controller = new AbortController();
      const endless = clients.listLogs({ count: 0, lineBytes: 7 }, controller.signal);
      await assert.rejects(async () => {
        for await (const { line } of endless) {
          assert.equal(line.length, 7);
          if (--lines === 9_990) controller.abort();
        }
      });
      assert.ok(lines <= 9_990);
      await nextLine((line) => /^ListLogs ended after (?!10000 )\d+ lines$/.test(line));
    }));

  test(`log-stream, ${title}: lines up`, () =>
    withServer("log-stream", async (clients) => {
      const { lines, bytes, errors } = await clients.uploadLogs(
        (async function* () {
          for (let sent = 0; sent < 1_000; sent++) yield { level: 3, text: "disk full" };
        })(),
      );
      assert.deepEqual([lines, Number(bytes), errors], [1_000, 9_000, 1_000]);
    }));

  test(`log-stream, ${title}: a filter that changes while lines come`, () =>
    withServer("log-stream", async (clients) => {
      let change = (): void => {};
      let end = (): void => {};
      const changed = new Promise<void>((resolve) => {
        change = resolve;
      });
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      const filters = (async function* () {
        yield { atLeast: 1 };
        await changed;
        yield { atLeast: 3 };
        await ended;
      })();
      let lines = 0;
      let errorsInARow = 0;
      for await (const { level } of clients.tailLogs(filters)) {
        if (++lines === 10) change();
        errorsInARow = level === 3 ? errorsInARow + 1 : 0;
        // Unfiltered, two errors have nine other lines between them.
        if (errorsInARow === 3) end();
      }
      assert.ok(errorsInARow >= 3);
    }));
}

function testServer(peer: ExamplePeer): void {
  const title = `our client and ${peer.name} server`;

  test(`all examples, ${title}`, async () => {
    let cancelled = (): void => {};
    const left = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    await using server = await peer.serve(createHandlers(peer, () => cancelled()));
    const run = (example: Example, name: string, ...args: string[]) =>
      runProgram(withArgs(typescriptExample(example, name), ...args));

    assertPrinted(
      await run("greeter", "client", server.target, "itfromzero"),
      "Hello itfromzero, I am a gRPC server!\n",
    );
    assertPrinted(
      await run("user-stats", "client", server.target, "7"),
      `${JSON.stringify(userSeven)}\n`,
    );
    const missing = await run("user-stats", "client", server.target, "0");
    assert.deepEqual(missing, { exitCode: 1, stdout: "", stderr: "NOT_FOUND: No user 0\n" });
    const hanging = await run("user-stats", "client", "--timeout-ms", "300", server.target, "8");
    assert.equal(hanging.exitCode, 1);
    assert.match(hanging.stderr, /^DEADLINE_EXCEEDED: /);

    assertPrinted(
      await run("log-stream", "list", server.target, "10000"),
      '{"lines":10000,"characters":1200000}\n',
    );
    assertPrinted(
      await run("log-stream", "list", "--leave-after", "10", server.target, "0"),
      '{"lines":10,"characters":1200}\n',
    );
    await left;
    assertPrinted(
      await run("log-stream", "upload", server.target, "1000"),
      '{"lines":1000,"bytes":8893,"errors":100}\n',
    );
    const tailed = await run("log-stream", "tail", server.target);
    assert.deepEqual([tailed.exitCode, tailed.stderr], [0, ""]);
    assertTailed(tailed.stdout);
  });
}

/** The services as the examples have them; user 8 is never found out about. `onLeft`: a stream without end was left. */
function createHandlers(peer: ExamplePeer, onLeft: () => void): ExampleHandlers {
  return {
    async sayHello({ name }) {
      return { message: `Hello ${name}, I am a gRPC server!` };
    },
    async getUserStats({ userId }) {
      if (userId === 0) throw peer.notFound("No user 0");
      if (userId === 8) await new Promise(() => {});
      return userSeven;
    },
    async *listLogs({ count, lineBytes }) {
      try {
        for (let sent = 0; count === 0 || sent < count; sent++) {
          yield { line: ".".repeat(lineBytes || 120) };
        }
      } finally {
        if (count === 0) onLeft();
      }
    },
    async uploadLogs(lines) {
      const summary = { lines: 0, bytes: 0, errors: 0 };
      for await (const { level, text } of lines) {
        summary.lines++;
        summary.bytes += text.length;
        if (level === 3) summary.errors++;
      }
      return { ...summary, bytes: peer.long(summary.bytes) };
    },
    async *tailLogs(filters) {
      let atLeast = 0;
      let isFollowed = true;
      const follow = async () => {
        for await (const filter of filters) ({ atLeast } = filter);
      };
      void follow()
        .catch(() => {})
        .finally(() => {
          isFollowed = false;
        });
      for (let number = 1; isFollowed; number++) {
        // The filters come between two turns.
        await new Promise((resolve) => setImmediate(resolve));
        const level = number % 10 === 0 ? 3 : number % 3 === 0 ? 2 : 1;
        if (level >= atLeast) yield { level, text: `event ${number}` };
      }
    },
  };
}

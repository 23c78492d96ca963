// A channel to a server in this process: the rules of calls over sockets hold there too, since both engines
// are between them. calls.test.ts runs its suite for the four kinds over this pair as well.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import {
  type Channel,
  type Client,
  createChannel,
  createClient,
  createServer,
  insecure,
  outbox,
  type Server,
  type ServerOptions,
  Status,
  StatusError,
  tls,
} from "trunkline";
import type { StringValueInit } from "trunkline/protobuf";
import { Echo } from "./echo.testing.js";
import { repositoryPath, runProgram } from "./index.js";

interface Pair {
  readonly server: Server;
  readonly channel: Channel;
  readonly echo: Client<typeof Echo>;
  /** Paths of handlers at work. */
  readonly atWork: Set<string>;
  /** What handlers were told when their calls were cancelled. */
  readonly reasons: string[];
  /** Requests that the handler of `join` has taken. */
  taken: number;
}

/** Handlers that wait until their call is cancelled where the first request says "hang". */
function createPair(options: ServerOptions = {}): Pair {
  const server = createServer(options);
  const channel = createChannel(server);
  const atWork = new Set<string>();
  const reasons: string[] = [];
  const pair: Pair = {
    ...{ server, channel, atWork, reasons },
    echo: createClient(Echo, channel),
    taken: 0,
  };
  const hang = async (path: string, signal: AbortSignal): Promise<void> => {
    atWork.add(path);
    if (!signal.aborted) await once(signal, "abort");
    reasons.push((signal.reason as StatusError).message);
    atWork.delete(path);
  };
  server.addService(Echo, {
    async say({ value }, call) {
      if (value === "hang") await hang(call.path, call.signal);
      return { value: `${value} for ${call.peer}` };
    },
    async *list({ value }, call) {
      if (value === "hang") {
        yield { value: "first" };
        await hang(call.path, call.signal);
      }
      for (let index = 0; index < Number(value); index++) yield { value: "x".repeat(1_000) };
    },
    async join(requests, call) {
      for await (const { value } of requests) {
        pair.taken++;
        if (value === "hang") await hang(call.path, call.signal);
      }
      return { value: `${pair.taken}` };
    },
    async *chat(requests, call) {
      for await (const { value } of requests) {
        yield { value };
        if (value === "hang") await hang(call.path, call.signal);
      }
    },
  });
  return pair;
}

/** Ends when `read()` has given the same for many turns of the event loop. */
async function untilStill(read: () => number): Promise<number> {
  let last = read();
  for (let same = 0; same < 50; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = read();
    same = now === last ? same + 1 : 0;
    last = now;
  }
  return last;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** One call of each kind that hangs at the server, and how each ended. */
function startHangingCalls({ echo }: Pair): Promise<StatusError>[] {
  const requests = outbox<StringValueInit>();
  const joined = outbox<StringValueInit>();
  void requests.write({ value: "hang" });
  void joined.write({ value: "hang" });
  const drain = async (replies: AsyncIterable<unknown>): Promise<unknown> => {
    for await (const _ of replies);
    return undefined;
  };
  const outcomes = [
    echo.say({ value: "hang" }),
    drain(echo.list({ value: "hang" })),
    echo.join(joined),
    drain(echo.chat(requests)),
  ];
  return outcomes.map((outcome) =>
    outcome.then(
      () => assert.fail("ended well"),
      (error) => error as StatusError,
    ),
  );
}

test("a server in this process has an address, and so has its client", async () => {
  const { server, channel, echo } = createPair();
  assert.equal(channel.target, "in-process");
  assert.deepEqual(await echo.say({ value: "hello" }), { value: "hello for in-process:client" });
  await channel.close();
  await server.close();
});

test("a reader that does not read stops a handler in this process", async () => {
  const { server, channel, echo } = createPair();
  const replies = echo.list({ value: "1000000" })[Symbol.asyncIterator]();
  await replies.next();
  const asked = await untilStill(() => server.stats.repliesPulled);
  assert.ok(asked < 20_000, `${asked} of 1,000,000 replies were made`);
  for (let index = 0; index < asked; index++) await replies.next();
  assert.ok((await untilStill(() => server.stats.repliesPulled)) > asked);
  await replies.return?.();
  await channel.close();
  await server.close();
});

test("a handler that does not take requests stops the client in this process", async () => {
  const pair = createPair();
  let made = 0;
  async function* requests(): AsyncGenerator<StringValueInit> {
    yield { value: "hang" };
    for (;;) {
      made++;
      yield { value: "x".repeat(1_000) };
    }
  }
  const controller = new AbortController();
  const outcome = pair.echo.join(requests(), { signal: controller.signal });
  await until(() => pair.atWork.size === 1);
  const asked = await untilStill(() => made);
  assert.ok(asked < 20_000, `${asked} requests were made`);
  controller.abort();
  await assert.rejects(outcome, { code: Status.CANCELLED });
  await until(() => pair.reasons.length === 1);
  await pair.channel.close();
  await pair.server.close();
});

test("limits hold in this process as they do between machines", async () => {
  const { server, channel, echo } = createPair({ maxReceiveMessageBytes: 100_000 });
  const fits = "x".repeat(90_000);
  assert.deepEqual(await echo.say({ value: fits }), { value: `${fits} for in-process:client` });
  await assert.rejects(echo.say({ value: "x".repeat(100_001) }), {
    code: Status.RESOURCE_EXHAUSTED,
  });
  await assert.rejects(echo.say({}, { metadata: { "x-much": "y".repeat(20_000) } }), {
    code: Status.RESOURCE_EXHAUSTED,
    message: /its headers with the metadata have \d+ octets/,
  });
  await channel.close();
  await server.close();
});

test("closing the server at once ends each call in this process with one outcome", async () => {
  const pair = createPair();
  const outcomes = startHangingCalls(pair);
  await until(() => pair.atWork.size === 4);
  await pair.server.close({ graceMs: 0 });
  for (const error of await Promise.all(outcomes)) {
    assert.ok(StatusError.is(error));
    assert.deepEqual(
      [error.code, error.message],
      [Status.UNAVAILABLE, "The server is shutting down"],
    );
  }
  await until(() => pair.atWork.size === 0);
  assert.equal(pair.server.connectionCount, 0);
  await assert.rejects(pair.echo.say({}), {
    code: Status.UNAVAILABLE,
    message: /^Cannot reach "in-process": .*server that has been closed/,
  });
  await pair.channel.close();
});

test("closing the server in order lets a call in this process end", async () => {
  const pair = createPair();
  const controller = new AbortController();
  const hanging = pair.echo.say({ value: "hang" }, { signal: controller.signal });
  await until(() => pair.atWork.size === 1);
  const closed = pair.server.close({ graceMs: Infinity });
  await until(() => pair.channel.state !== "ready");
  await assert.rejects(pair.echo.say({}), { code: Status.UNAVAILABLE });
  assert.equal(pair.atWork.size, 1);
  controller.abort();
  await assert.rejects(hanging, { code: Status.CANCELLED });
  await closed;
  await pair.channel.close();
});

test("closing the channel at once cancels each call at the server in this process", async () => {
  const pair = createPair();
  const outcomes = startHangingCalls(pair);
  await until(() => pair.atWork.size === 4);
  await pair.channel.close({ graceMs: 0 });
  for (const error of await Promise.all(outcomes)) assert.equal(error.code, Status.CANCELLED);
  await until(() => pair.atWork.size === 0);
  assert.equal(pair.reasons.length, 4);
  await until(() => pair.server.connectionCount === 0);
  assert.equal(pair.server.stats.openCalls, 0);
  await pair.server.close();
});

test("TLS to a server in this process is refused, and insecure() is not needed", async () => {
  const server = createServer();
  assert.throws(() => createChannel(server, { credentials: tls() }), {
    name: "TypeError",
    message: /^Cannot use tls\(\) with a server in this process/,
  });
  await createChannel(server, { credentials: insecure() }).close();
  await server.close();
});

test("a program ends by itself although neither end in it was closed, after its calls", async () => {
  const program = `
    import { createChannel, createClient, createServer } from "trunkline";
    import { Echo } from ${JSON.stringify(new URL("./echo.testing.js", import.meta.url).href)};
    const server = createServer();
    server.addService(Echo, { say: ({ value }) => ({ value: value.toUpperCase() }) }, { partial: true });
    const echo = createClient(Echo, createChannel(server));
    console.log((await echo.say({ value: "one" }, { timeoutMs: 60_000 })).value);
  `;
  const result = await runProgram({
    file: process.execPath,
    args: ["--input-type=module", "--eval", program],
    cwd: repositoryPath("interop"),
  });
  assert.deepEqual(result, { exitCode: 0, stdout: "ONE\n", stderr: "" });
});

// Our client and our server joined, and our client with a server of another make: every kind of call,
// its metadata, errors, deadlines and cancellation over real sockets and without any.

import assert from "node:assert/strict";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as grpc from "@grpc/grpc-js";
import {
  type Channel,
  createChannel,
  createClient,
  createServer,
  Metadata,
  outbox,
  type Server,
  Status,
  StatusError,
} from "trunkline";
import { StringValue, type StringValueInit } from "trunkline/protobuf";
import { Echo } from "./echo.testing.js";
import { REACHING_MS } from "./reaching.testing.js";

/** What a server under test is: where it listens, what it has seen, how it ends. */
interface TestServer {
  openChannel(): Channel;
  /** Resolves with the path of the next call that the server saw cancelled. */
  nextCancelled(): Promise<string>;
  close(): Promise<void>;
}

/** Things that happened, for whoever waits for the next one. */
function createMailbox<T>(): { put(item: T): void; next(): Promise<T> } {
  const items: T[] = [];
  const waiters: ((item: T) => void)[] = [];
  return {
    put(item) {
      const waiter = waiters.shift();
      if (waiter === undefined) items.push(item);
      else waiter(item);
    },
    async next() {
      return items.length > 0 ? (items.shift() as T) : new Promise((give) => waiters.push(give));
    },
  };
}

function createEchoServer(cancelled: (path: string) => void): Server {
  const server = createServer();
  server.addService(Echo, {
    async say({ value }, call) {
      call.responseHeaders.set("x-h", call.metadata.get("x-from") ?? "");
      if (value === "hang") {
        await once(call.signal, "abort");
        cancelled(call.path);
      }
      if (value === "fail") {
        const metadata = new Metadata({ "x-why": "because" });
        throw new StatusError(Status.NOT_FOUND, "no % ümlaut", { metadata });
      }
      call.responseTrailers.set("x-t-bin", new Uint8Array([0, 255]));
      return { value: `hello ${value}` };
    },
    async *list({ value }, call) {
      try {
        for (let index = 0; index < Number(value); index++) yield { value: `line ${index}` };
      } finally {
        if (call.isCancelled) cancelled(call.path);
      }
    },
    async join(requests) {
      const parts: string[] = [];
      for await (const { value } of requests) parts.push(value);
      return { value: parts.join("+") };
    },
    async *chat(requests) {
      for await (const { value } of requests) yield { value: `re ${value}` };
    },
  });
  return server;
}

async function startOwnServer(target: string): Promise<TestServer> {
  const cancelled = createMailbox<string>();
  const server = createEchoServer(cancelled.put);
  const bound = await server.listen(target);
  return {
    openChannel: () => createChannel(bound),
    nextCancelled: cancelled.next,
    close: () => server.close({ graceMs: 0 }),
  };
}

async function startLocalServer(): Promise<TestServer> {
  const cancelled = createMailbox<string>();
  const server = createEchoServer(cancelled.put);
  return {
    openChannel: () => createChannel(server),
    nextCancelled: cancelled.next,
    close: () => server.close({ graceMs: 0 }),
  };
}

interface Text {
  readonly value: string;
}

async function startGrpcJsServer(): Promise<TestServer> {
  const cancelled = createMailbox<string>();
  const server = new grpc.Server();
  const serialize = (message: Text) => Buffer.from(StringValue.encode(message));
  const deserialize = (bytes: Buffer) => StringValue.decode(bytes);
  const define = (path: string, requestStream: boolean, responseStream: boolean) => ({
    ...{ path, requestStream, responseStream },
    ...{ requestSerialize: serialize, requestDeserialize: deserialize },
    ...{ responseSerialize: serialize, responseDeserialize: deserialize },
  });
  const definition = {
    say: define("/test.Echo/Say", false, false),
    list: define("/test.Echo/List", false, true),
    join: define("/test.Echo/Join", true, false),
    chat: define("/test.Echo/Chat", true, true),
  };
  server.addService(definition, {
    say(call: grpc.ServerUnaryCall<Text, Text>, reply: grpc.sendUnaryData<Text>) {
      const { value } = call.request;
      const headers = new grpc.Metadata();
      headers.set("x-h", String(call.metadata.get("x-from")[0] ?? ""));
      if (value === "hang") {
        call.on("cancelled", () => cancelled.put("/test.Echo/Say"));
        return;
      }
      if (value === "fail") {
        const metadata = new grpc.Metadata();
        metadata.set("x-why", "because");
        reply({ code: grpc.status.NOT_FOUND, details: "no % ümlaut", metadata });
        return;
      }
      call.sendMetadata(headers);
      const trailers = new grpc.Metadata();
      trailers.set("x-t-bin", Buffer.from([0, 255]));
      reply(null, { value: `hello ${value}` }, trailers);
    },
    list(call: grpc.ServerWritableStream<Text, Text>) {
      let index = 0;
      const write = (): void => {
        while (index < Number(call.request.value)) {
          if (!call.write({ value: `line ${index++}` })) {
            call.once("drain", write);
            return;
          }
        }
        call.end();
      };
      call.on("cancelled", () => {
        // grpc-js says so of calls that have ended in order, too.
        if (index < Number(call.request.value)) cancelled.put("/test.Echo/List");
      });
      write();
    },
    join(call: grpc.ServerReadableStream<Text, Text>, reply: grpc.sendUnaryData<Text>) {
      const parts: string[] = [];
      call.on("data", ({ value }: Text) => parts.push(value));
      call.on("end", () => reply(null, { value: parts.join("+") }));
    },
    chat(call: grpc.ServerDuplexStream<Text, Text>) {
      call.on("data", ({ value }: Text) => call.write({ value: `re ${value}` }));
      call.on("end", () => call.end());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    openChannel: () => createChannel(`127.0.0.1:${port}`),
    nextCancelled: cancelled.next,
    async close() {
      server.forceShutdown();
    },
  };
}

for (const [name, start] of [
  ["our server on TCP", () => startOwnServer("127.0.0.1:0")],
  [
    "our server on a unix socket",
    () => startOwnServer(`unix:${join(tmpdir(), `trunkline-calls-${process.pid}.sock`)}`),
  ],
  ["our server in the same process", startLocalServer],
  ["a grpc-js server", startGrpcJsServer],
] as const) {
  describe(`our client and ${name}`, () => {
    let server: TestServer;
    let channel: Channel;

    before(async () => {
      server = await start();
      channel = server.openChannel();
    });

    after(async () => {
      assert.equal(channel.stats.openCalls, 0);
      await channel.close();
      await server.close();
    });

    test("a unary call carries its message and metadata both ways", async () => {
      const echo = createClient(Echo, channel);
      let headers: Metadata | undefined;
      let trailers: Metadata | undefined;
      const reply = await echo.say(
        { value: "you" },
        {
          timeoutMs: 30_000,
          metadata: { "x-from": "me" },
          onHeaders: (received) => {
            headers = received;
          },
          onTrailers: (received) => {
            trailers = received;
          },
        },
      );
      assert.deepEqual(reply, { value: "hello you" });
      assert.equal(headers?.get("x-h"), "me");
      assert.deepEqual([...(trailers?.get("x-t-bin") ?? [])], [0, 255]);
    });

    test("an error has its code, text and metadata", async () => {
      await assert.rejects(
        createClient(Echo, channel).say({ value: "fail" }),
        (error) =>
          StatusError.is(error) &&
          error.code === Status.NOT_FOUND &&
          error.message === "no % ümlaut" &&
          error.metadata.get("x-why") === "because",
      );
    });

    test("a response stream gives all its messages", async () => {
      let count = 0;
      for await (const { value } of createClient(Echo, channel).list({ value: "5000" })) {
        assert.equal(value, `line ${count++}`);
      }
      assert.equal(count, 5_000);
    });

    test("leaving a response stream early ends the server's side", async () => {
      for await (const { value } of createClient(Echo, channel).list({ value: "10000000" })) {
        if (value === "line 10") break;
      }
      assert.equal(await server.nextCancelled(), "/test.Echo/List");
    });

    test("a request stream is taken from a generator and from an outbox", async () => {
      const echo = createClient(Echo, channel);
      const generated = await echo.join(
        (async function* () {
          yield { value: "a" };
          yield { value: "b" };
        })(),
      );
      assert.deepEqual(generated, { value: "a+b" });
      const out = outbox<StringValueInit>();
      const joined = echo.join(out);
      for (const value of ["x", "y", "z"]) await out.write({ value });
      out.end();
      assert.deepEqual(await joined, { value: "x+y+z" });
    });

    test("a bidi call answers each message as it comes", async () => {
      const out = outbox<StringValueInit>();
      const stream = createClient(Echo, channel).chat(out);
      for (const value of ["a", "b", "c"]) {
        await out.write({ value });
        assert.deepEqual(await stream.next(), { done: false, value: { value: `re ${value}` } });
      }
      out.end();
      assert.equal((await stream.next()).done, true);
    });

    test("a deadline ends the call at both ends", async () => {
      await assert.rejects(createClient(Echo, channel).say({ value: "hang" }, { timeoutMs: 20 }), {
        code: Status.DEADLINE_EXCEEDED,
      });
      assert.equal(await server.nextCancelled(), "/test.Echo/Say");
    });

    test("an aborted signal ends the call at both ends", async () => {
      const controller = new AbortController();
      const call = createClient(Echo, channel).list(
        { value: "10000000" },
        { signal: controller.signal },
      );
      await call.next();
      controller.abort();
      await assert.rejects(async () => {
        for await (const _ of call);
      }, /cancelled by its signal/);
      assert.equal(await server.nextCancelled(), "/test.Echo/List");
    });

    test("1,000 calls at once share one connection", async () => {
      const echo = createClient(Echo, channel);
      const replies = await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => echo.say({ value: `${index}` })),
      );
      assert.deepEqual(
        replies.map((reply) => reply.value),
        Array.from({ length: 1_000 }, (_, index) => `hello ${index}`),
      );
      assert.equal(channel.stats.connectionsMade, 1);
    });
  });
}

test("a call made for another one ends with it and has no more time than it", async () => {
  const cancelled = createMailbox<string>();
  const backend = createEchoServer(cancelled.put);
  const backendChannel = createChannel(backend);
  const downstream = createClient(Echo, backendChannel);
  const relay = createServer();
  relay.addService(
    Echo,
    { say: (request, call) => downstream.say(request, { parent: call }) },
    { partial: true },
  );
  const channel = createChannel(relay);
  const echo = createClient(Echo, channel);
  assert.deepEqual(await echo.say({ value: "there" }), { value: "hello there" });
  const controller = new AbortController();
  const hanging = echo.say({ value: "hang" }, { signal: controller.signal });
  // Another call behind it, and the hanging one has reached the backend.
  await echo.say({ value: "again" });
  controller.abort();
  await assert.rejects(hanging, { code: Status.CANCELLED });
  assert.equal(await cancelled.next(), "/test.Echo/Say");
  await assert.rejects(echo.say({ value: "hang" }, { timeoutMs: REACHING_MS }), {
    code: Status.DEADLINE_EXCEEDED,
  });
  assert.equal(await cancelled.next(), "/test.Echo/Say");
  for (const each of [channel, backendChannel]) await each.close();
  for (const each of [relay, backend]) await each.close();
});

test("a channel to a server in this process that has been closed says so", async () => {
  const server = createEchoServer(() => {});
  await server.close();
  const channel = createChannel(server);
  await assert.rejects(createClient(Echo, channel).say({}), {
    code: Status.UNAVAILABLE,
    message: /^Cannot reach "in-process": .*closed/,
  });
  await channel.close();
});

// Our server with the client of @grpc/grpc-js, over loopback.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { createServer, type Server, Status, StatusError } from "trunkline";
import {
  type MessageType,
  type MethodKind,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "trunkline/protobuf";
import { REACHING_MS } from "./reaching.testing.js";

type Strings<K extends MethodKind> = MethodType<
  K,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

function method<K extends MethodKind>(kind: K, name: string): Strings<K> {
  const type: MessageType<StringValue, StringValueInit> = StringValue;
  const localName = name.toLowerCase();
  return { kind, name, localName, path: `/test.Strings/${name}`, input: type, output: type };
}

const Strings = {
  typeName: "test.Strings",
  methods: {
    say: method("unary", "Say"),
    list: method("serverStreaming", "List"),
    join: method("clientStreaming", "Join"),
    chat: method("bidiStreaming", "Chat"),
  },
};

const cancelled: string[] = [];
let server: Server;
let client: grpc.Client;

/** Settles only when the call is cancelled. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

before(async () => {
  server = createServer();
  server.addService(Strings, {
    async say({ value }, call) {
      if (value === "hang") {
        return untilAborted(call.signal).catch((error: unknown) => {
          cancelled.push(String(error));
          throw error;
        });
      }
      if (value === "fail") throw new StatusError(Status.ABORTED, "\t☺ 100% / a:b\n😈");
      call.responseHeaders.set("x-header", String(call.metadata.get("x-in")));
      call.responseTrailers.set("x-trailer-bin", call.metadata.get("x-in-bin") ?? new Uint8Array());
      return { value };
    },
    async *list({ value }) {
      for (let at = 0; at < Number(value); at++) yield { value: `line ${at}` };
    },
    async join(requests) {
      let length = 0;
      for await (const { value } of requests) length += value.length;
      return { value: String(length) };
    },
    async *chat(requests, call) {
      try {
        for await (const { value } of requests) yield { value: value.toUpperCase() };
      } finally {
        if (call.isCancelled) cancelled.push("chat");
      }
    },
  });
  client = new grpc.Client(await server.listen("127.0.0.1:0"), grpc.credentials.createInsecure());
});

after(async () => {
  client.close();
  await server.close();
});

const path = (name: string): string => `/test.Strings/${name}`;
const serialize = (value: string): Buffer => Buffer.from(StringValue.encode({ value }));
const deserialize = (bytes: Buffer): string => StringValue.decode(bytes).value;

interface Said {
  value: string | undefined;
  error: grpc.ServiceError | null;
  headers?: grpc.Metadata;
  trailers?: grpc.Metadata;
}

function say(
  value: string,
  metadata: grpc.Metadata = new grpc.Metadata(),
  options: grpc.CallOptions = {},
): Promise<Said> & { call: grpc.ClientUnaryCall } {
  let call!: grpc.ClientUnaryCall;
  const said = new Promise<Said>((resolve) => {
    const result: Partial<Said> = {};
    let waiting = 2;
    const settle = (): void => {
      if (--waiting === 0) resolve(result as Said);
    };
    call = client.makeUnaryRequest(
      path("Say"),
      serialize,
      deserialize,
      value,
      metadata,
      options,
      (error, reply) => {
        result.error = error;
        result.value = reply;
        settle();
      },
    );
    call.on("metadata", (headers) => {
      result.headers = headers;
    });
    call.on("status", ({ metadata: trailers }) => {
      result.trailers = trailers;
      settle();
    });
  });
  return Object.assign(said, { call });
}

test("grpc-js calls our server, with metadata both ways", async () => {
  const metadata = new grpc.Metadata();
  metadata.set("x-in", "in");
  metadata.set("x-in-bin", Buffer.from([1, 2]));
  const { value, error, headers, trailers } = await say("héllo", metadata);
  assert.equal(error, null);
  assert.equal(value, "héllo");
  assert.deepEqual(headers?.get("x-header"), ["in"]);
  assert.deepEqual(trailers?.get("x-trailer-bin"), [Buffer.from([1, 2])]);
});

test("grpc-js reads our errors to the letter", async () => {
  const { error } = await say("fail");
  assert.equal(error?.code, grpc.status.ABORTED);
  assert.equal(error?.details, "\t☺ 100% / a:b\n😈");
});

test("grpc-js is told UNIMPLEMENTED for a method that the server lacks", async () => {
  const error = await new Promise<grpc.ServiceError | null>((resolve) => {
    client.makeUnaryRequest("/test.Strings/say", serialize, deserialize, "x", resolve);
  });
  assert.equal(error?.code, grpc.status.UNIMPLEMENTED);
  assert.equal(error?.details, 'The service "test.Strings" has no method "say"; is "Say" meant?');
});

test("grpc-js sends and receives messages larger than the windows, up to 4 MiB", async () => {
  const large = "x".repeat(3_000_000);
  assert.equal((await say(large)).value?.length, large.length);
  const { error } = await say("x".repeat(4_194_304));
  assert.equal(error?.code, grpc.status.RESOURCE_EXHAUSTED);
});

test("grpc-js makes a thousand calls at once on one connection", async () => {
  const replies = await Promise.all(
    Array.from({ length: 1000 }, (_, at) => say(String(at)).then(({ value }) => Number(value))),
  );
  assert.deepEqual(
    replies,
    Array.from({ length: 1000 }, (_, at) => at),
  );
  assert.equal(server.connectionCount, 1);
});

test("grpc-js gives up at its deadline, and our handler sees the cancellation", async () => {
  const { error } = await say("hang", undefined, { deadline: Date.now() + REACHING_MS });
  assert.equal(error?.code, grpc.status.DEADLINE_EXCEEDED);
  await until(() => cancelled.length > 0);
  assert.match(cancelled.pop()!, /^StatusError (DEADLINE_EXCEEDED|CANCELLED): /);
});

test("grpc-js cancels, and our handler sees it", async () => {
  const started = server.stats.openCalls;
  const said = say("hang");
  await until(() => server.stats.openCalls > started);
  said.call.cancel();
  assert.equal((await said).error?.code, grpc.status.CANCELLED);
  await until(() => cancelled.length > 0);
  assert.equal(cancelled.pop(), "StatusError CANCELLED: The client cancelled the call");
});

test("grpc-js reads a stream of ours to its end", async () => {
  const stream = client.makeServerStreamRequest(path("List"), serialize, deserialize, "10000");
  const lines: string[] = [];
  for await (const line of stream) lines.push(line as string);
  assert.equal(lines.length, 10_000);
  assert.equal(lines[9_999], "line 9999");
});

test("grpc-js sends us a stream", async () => {
  const reply = await new Promise<string | undefined>((resolve, reject) => {
    const call = client.makeClientStreamRequest(
      path("Join"),
      serialize,
      deserialize,
      (error, value) => (error === null ? resolve(value) : reject(error)),
    );
    for (let at = 0; at < 5_000; at++) call.write("0123456789");
    call.end();
  });
  assert.equal(reply, "50000");
});

test("grpc-js and our handler talk both ways, and a client that leaves ends the handler", async () => {
  const call = client.makeBidiStreamRequest(path("Chat"), serialize, deserialize);
  const replies = call[Symbol.asyncIterator]();
  for (const word of ["one", "two", "three"]) {
    call.write(word);
    assert.equal((await replies.next()).value, word.toUpperCase());
  }
  call.on("error", () => {});
  call.cancel();
  await until(() => cancelled.includes("chat"));
  await until(() => server.stats.openCalls === 0);
});

/** Waits, turn by turn, until something has happened at the server; the test's own time limit ends it otherwise. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeStatusDetails, Metadata, Status, StatusError } from "../grpc/index.js";
import { printReport } from "./report.js";
import { frame, post, rig, ServerRig } from "./server-rig.testing.js";

test("Server answers sync handlers, promises and thenables alike", async () => {
  const replies = [
    () => ({ value: "sync" }),
    async () => ({ value: "promise" }),
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: a promise of another make
      then: (resolve: (reply: { value: string }) => void) => resolve({ value: "thenable" }),
    }),
  ];
  const server = rig({ say: () => replies.shift()!() as { value: string } });
  for (const expected of ["sync", "promise", "thenable"]) {
    const answer = await server.say("");
    assert.deepEqual(answer.messages, [expected]);
    assert.equal(answer.status, "0");
  }
  assert.equal(server.server.stats.callsCompleted, 3);
  await server.finish();
});

test("Server sends a StatusError as it is, alone in one block, with metadata", async () => {
  const server = rig({
    say(_request, call) {
      call.responseHeaders.set("x-header", "1");
      call.responseTrailers.set("x-trailer", "2");
      const metadata = new Metadata({ "x-error": "3" });
      throw new StatusError(Status.NOT_FOUND, "no such thing: ☺", { metadata });
    },
  });
  const answer = await server.say("");
  assert.equal(answer.status, "5 no such thing: %E2%98%BA");
  assert.equal(answer.trailers, undefined);
  assert.deepEqual(
    [...answer.endMetadata],
    [
      ["x-header", "1"],
      ["x-trailer", "2"],
      ["x-error", "3"],
    ],
  );
  assert.deepEqual(server.reports, []);
  assert.equal(server.server.stats.callsFailed, 1);
  await server.finish();
});

test("Server sends what a client of its own received without the metadata", async () => {
  const metadata = new Metadata({ "x-internal": "a backend's", "set-cookie": "sid=1" });
  const received = StatusError.received(Status.NOT_FOUND, "no such row", { metadata });
  const server = rig({
    say: () => {
      throw received;
    },
    async *list() {
      yield { value: "one" };
      throw received;
    },
  });
  for (const method of ["Say", "List"]) {
    const answer = server.open(post(`/test.Echo/${method}`)).send(frame(""), true);
    await server.settle();
    assert.equal(answer.status, "5 no such row");
    assert.deepEqual([...answer.endMetadata], []);
  }
  await server.finish();
});

for (const kind of ["throws", "rejects"] as const) {
  test(`Server tells the client nothing of what a handler ${kind} that is no StatusError`, async () => {
    const secret = new Error("password is hunter2");
    const server = rig({
      say: () => {
        if (kind === "throws") throw secret;
        return Promise.reject(secret);
      },
    });
    const answer = await server.say("");
    assert.equal(answer.status, "2 The server failed to handle the call");
    assert.deepEqual(server.reports, [
      { kind: "handler", error: secret, path: "/test.Echo/Say", peer: "memory:left" },
    ]);
    await server.finish();
  });
}

test("Server sends the details of a StatusError", async () => {
  const details = [{ typeUrl: "t/a.B", value: new Uint8Array([1, 2]) }];
  const server = rig({
    say: () => {
      throw new StatusError(Status.INVALID_ARGUMENT, "bad", { details });
    },
  });
  const answer = await server.say("");
  assert.deepEqual(decodeStatusDetails(answer.end?.get("grpc-status-details-bin")), details);
  await server.finish();
});

test("Server survives an onError hook that throws", async (context) => {
  const printed = context.mock.method(console, "error", () => {});
  const server = rig(
    {
      say: () => {
        throw new Error("first");
      },
    },
    {
      onError: () => {
        throw new Error("second");
      },
    },
  );
  assert.equal((await server.say("")).status, "2 The server failed to handle the call");
  assert.deepEqual(
    printed.mock.calls.map(({ arguments: [, error] }) => (error as Error).message),
    ["first", "second"],
  );
  await server.finish();
});

test("printReport() prints the same error once, and what is no object each time", (context) => {
  const printed = context.mock.method(console, "error", () => {});
  const report = { kind: "handler", error: new Error("same"), path: "/a/B", peer: "here" } as const;
  printReport(report);
  printReport({ ...report, path: "/a/C" });
  printReport({ ...report, error: "text" });
  printReport({ ...report, error: "text" });
  assert.deepEqual(
    printed.mock.calls.map(({ arguments: [sentence] }) => sentence as unknown),
    Array(3).fill("trunkline: The handler failed (/a/B, called from here):"),
  );
});

test("Server reports a reply that cannot be encoded and answers INTERNAL", async () => {
  const server = rig({ say: () => ({ value: 7 }) as never });
  const answer = await server.say("");
  assert.equal(answer.status, "13 The server failed to encode its reply");
  assert.deepEqual(answer.messages, []);
  assert.equal(server.reports[0]?.kind, "reply");
  assert.match(String(server.reports[0]?.error), /TypeError.*value/);
  await server.finish();
});

for (const [given, described] of [
  [undefined, "undefined"],
  [null, "null"],
  ["text", "a value of type string"],
] as const) {
  test(`Server reports a unary handler that gives ${described}`, async () => {
    const server = rig({ say: () => given as never });
    assert.equal((await server.say("")).status, "2 The server failed to handle the call");
    assert.equal(
      (server.reports[0]!.error as Error).message,
      `The handler of "/test.Echo/Say" gave ${described}: expected a message`,
    );
    await server.finish();
  });
}

test("Server reports a streaming handler that gives nothing to iterate over", async () => {
  const given = [() => undefined, () => ({}), () => Promise.reject(new Error("unseen"))];
  const server = rig({ list: () => given.shift()!() as never });
  for (const described of ["undefined", "an object", "a promise"]) {
    const answer = server.open(post("/test.Echo/List")).send(frame(""), true);
    await server.settle();
    assert.equal(answer.status, "2 The server failed to handle the call");
    assert.equal(
      (server.reports.pop()!.error as Error).message,
      `The handler of "/test.Echo/List" gave ${described}: expected replies to iterate over, as "async *" gives them`,
    );
  }
  await server.finish();
});

test("Server keeps `this` of a class instance, private fields and all", async () => {
  class Service {
    #greeting = "hello";
    say(request: { value: string }): { value: string } {
      return { value: `${this.#greeting} ${request.value}` };
    }
  }
  const server = rig(new Service());
  assert.deepEqual((await server.say("you")).messages, ["hello you"]);
  await server.finish();
});

test("ServerCall carries metadata both ways, headers before the reply and trailers after it", async () => {
  const server = rig({
    say(_request, call) {
      call.responseHeaders.set("x-header-bin", new Uint8Array([1]));
      call.responseTrailers.set("x-trailer", "done");
      return { value: `${call.metadata.get("x-in")} on ${call.path} from ${call.peer}` };
    },
  });
  const answer = await server.say("", "x-in", "metadata");
  assert.deepEqual(answer.messages, ["metadata on /test.Echo/Say from memory:left"]);
  assert.equal(answer.headers?.get("x-header-bin"), "AQ");
  assert.deepEqual(answer.trailers?.fields, ["grpc-status", "0", "x-trailer", "done"]);
  await server.finish();
});

test("ServerCall.sendHeaders() sends them before the reply, once", async () => {
  let release = (): void => {};
  let second: unknown;
  const server = rig({
    async say(_request, call) {
      call.responseHeaders.set("x-early", "1");
      call.sendHeaders();
      try {
        call.sendHeaders();
      } catch (error) {
        second = error;
      }
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      throw new StatusError(Status.ABORTED, "late");
    },
  });
  const answer = await server.say("");
  assert.equal(answer.headers?.get("x-early"), "1");
  assert.equal(answer.status, undefined);
  assert.match(String(second), /Cannot send headers twice on "\/test.Echo\/Say"/);
  release();
  await server.settle();
  assert.deepEqual(answer.trailers?.fields, ["grpc-status", "10", "grpc-message", "late"]);
  await server.finish();
});

test("Server answers a thousand calls at once, and one handler that throws fails its call alone", async () => {
  const server = rig(
    {
      say: async ({ value }) => {
        if (value === "500") throw new Error("boom");
        return { value };
      },
    },
    { maxConcurrentStreams: 1000 },
  );
  await server.settle();
  const answers = Array.from({ length: 1000 }, (_, at) =>
    server.open(post("/test.Echo/Say")).send(frame(String(at)), true),
  );
  await server.settle();
  const failed = answers.filter(({ status }) => status !== "0");
  assert.deepEqual(failed, [answers[500]]);
  assert.deepEqual(answers[999]?.messages, ["999"]);
  assert.equal(server.server.stats.callsCompleted, 999);
  await server.finish();
});

test("Server sends no metadata that is larger than the client takes, but a status that says so", async () => {
  const long = "v".repeat(4_000);
  const server = new ServerRig({
    say(request, call) {
      if (request.value === "headers") call.responseHeaders.set("x-long", long);
      if (request.value === "trailers") call.responseTrailers.set("x-long", long);
      if (request.value === "error") {
        throw new StatusError(Status.NOT_FOUND, "gone", {
          metadata: new Metadata({ "x-long": long }),
        });
      }
      return { value: "" };
    },
  }).connect({ maxHeaderListBytes: 2_048 });
  assert.equal((await server.say("first")).status, "0");
  const statuses: string[] = [];
  for (const what of ["headers", "trailers", "error"]) {
    const answer = await server.say(what);
    assert.equal(answer.reset, undefined);
    statuses.push(answer.status ?? "");
  }
  assert.deepEqual(statuses, [
    "8 The response headers are larger than the client takes",
    statuses[1]!,
    "5 gone",
  ]);
  assert.match(statuses[1]!, /^8 The trailers have 40\d\d octets, and the client takes 2048$/);
  assert.equal(server.isClosed, false);
  await server.finish();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { frame, post, rig } from "./server-rig.testing.js";

const list = post("/test.Echo/List");
const join = post("/test.Echo/Join");
const chat = post("/test.Echo/Chat");

test("Server streams what an async generator, a generator and an array give", async () => {
  const kinds: Record<
    string,
    () => AsyncIterable<{ value: string }> | Iterable<{ value: string }>
  > = {
    async *asyncGenerator() {
      yield { value: "a" };
      await null;
      yield { value: "b" };
    },
    *generator() {
      yield { value: "a" };
      yield { value: "b" };
    },
    array: () => [{ value: "a" }, { value: "b" }],
  };
  const server = rig({ list: ({ value }) => kinds[value]!() });
  for (const kind of Object.keys(kinds)) {
    const answer = server.open(list).send(frame(kind), true);
    await server.settle();
    assert.deepEqual(answer.messages, ["a", "b"], kind);
    assert.deepEqual(answer.trailers?.fields, ["grpc-status", "0"]);
  }
  await server.finish();
});

test("Server sends headers with the first reply, or with the status when there is none", async () => {
  let go = (): void => {};
  const server = rig({
    async *list({ value }, call) {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      call.responseHeaders.set("x-late", "1");
      if (value === "some") yield { value };
    },
  });
  for (const kind of ["some", "none"]) {
    const answer = server.open(list).send(frame(kind), true);
    await server.settle();
    assert.equal(answer.end, undefined);
    go();
    await server.settle();
    assert.equal(answer.headers?.get("x-late"), "1");
    assert.equal(answer.trailers?.get("grpc-status"), "0");
  }
  await server.finish();
});

test("Server gives a client stream's messages to the handler and sends its one reply", async () => {
  const server = rig({
    async join(requests) {
      const all: string[] = [];
      for await (const { value } of requests) all.push(value);
      return { value: all.join("+") };
    },
  });
  const answer = server.open(join).send(frame("a"));
  await server.settle();
  answer.send(Buffer.concat([frame("b"), frame("c").subarray(0, 4)]));
  await server.settle();
  answer.send(frame("c").subarray(4), true);
  await server.settle();
  assert.deepEqual(answer.messages, ["a+b+c"]);
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server gives a client stream that ends with its headers as an empty one", async () => {
  const server = rig({
    async join(requests) {
      let count = 0;
      for await (const _ of requests) count++;
      return { value: String(count) };
    },
  });
  const answer = server.open(join, true);
  await server.settle();
  assert.deepEqual(answer.messages, ["0"]);
  await server.finish();
});

test("Server answers a client stream before its end, and the client is told to stop", async () => {
  const server = rig({
    async join(requests) {
      for await (const { value } of requests) return { value: `enough: ${value}` };
      return {};
    },
  });
  const answer = server.open(join).send(Buffer.concat([frame("a"), frame("b")]));
  await server.settle();
  assert.deepEqual(answer.messages, ["enough: a"]);
  assert.equal(answer.status, "0");
  assert.equal(answer.stream.isReadClosed, true);
  assert.equal(server.session.connection.openStreamCount, 0);
  await server.finish();
});

test("Server answers a bidi stream message by message", async () => {
  const server = rig({
    async *chat(requests) {
      for await (const { value } of requests) yield { value: value.toUpperCase() };
    },
  });
  const answer = server.open(chat);
  for (const [at, value] of ["a", "b", "c"].entries()) {
    answer.send(frame(value));
    await server.settle();
    assert.equal(answer.messages[at], value.toUpperCase());
  }
  answer.send(new Uint8Array(0), true);
  await server.settle();
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server ends a stream call whose request stream is broken, and its handler hears of it", async () => {
  let heard: unknown;
  let signal: AbortSignal | undefined;
  const server = rig({
    async *chat(requests, call) {
      signal = call.signal;
      try {
        for await (const request of requests) yield request;
      } catch (error) {
        heard = error;
      }
    },
  });
  const answer = server.open(chat).send(frame("fine"));
  await server.settle();
  answer.send(new Uint8Array([9, 0, 0, 0, 0]));
  await server.settle();
  assert.deepEqual(answer.messages, ["fine"]);
  assert.equal(answer.status, "13 Received a message with flag byte 9: expected 0 or 1");
  assert.equal((heard as Error).message, "Received a message with flag byte 9: expected 0 or 1");
  assert.equal(signal?.aborted, true);
  await server.finish();
});

test("Server answers a stream cut inside a message with INTERNAL", async () => {
  const server = rig({
    async join(requests) {
      for await (const _ of requests);
      return {};
    },
  });
  const answer = server.open(join).send(frame("abc").subarray(0, 6), true);
  await server.settle();
  assert.equal(
    answer.status,
    "13 Received only 6 bytes of the last message: the stream ended inside it",
  );
  await server.finish();
});

for (const kind of ["async", "sync"] as const) {
  test(`Server does not ask an ${kind} generator for more than a slow client takes`, async () => {
    let asked = 0;
    const line = "x".repeat(1000);
    function* lines(): Generator<{ value: string }> {
      for (let at = 0; at < 5000; at++) {
        asked++;
        yield { value: line };
      }
    }
    async function* asyncLines(): AsyncGenerator<{ value: string }> {
      yield* lines();
    }
    const server = rig({ list: () => (kind === "async" ? asyncLines() : lines()) });
    const answer = server.open(list);
    answer.isReading = false;
    answer.send(frame(""), true);
    await server.settle();
    // The client's window is 1 MiB and the stream's queue 64 KiB.
    const before = asked;
    assert.ok(before > 1000 && before < 1200, `asked for ${before}`);
    await server.settle();
    assert.equal(asked, before, "asked while the client did not read");
    assert.equal(server.server.stats.repliesPulled, before);
    answer.startReading();
    await server.settle();
    assert.equal(asked, 5000);
    assert.equal(answer.messages.length, 5000);
    assert.equal(answer.status, "0");
    await server.finish();
  });
}

test("Server grants a client stream no more window than its handler reads", async () => {
  let next = (): void => {};
  const server = rig({
    async join(requests) {
      let count = 0;
      for await (const _ of requests) {
        count++;
        if (count < 3) {
          await new Promise<void>((resolve) => {
            next = resolve;
          });
        }
      }
      return { value: String(count) };
    },
  });
  await server.settle();
  const answer = server.open(join);
  const big = frame("x".repeat(400_000));
  for (let count = 0; count < 5; count++) answer.send(big, count === 4);
  await server.settle();
  const stuck = (answer.stream as unknown as { queuedBytes: number }).queuedBytes;
  assert.ok(stuck > 400_000, `only ${stuck} bytes are held back`);
  next();
  await server.settle();
  next();
  await server.settle();
  assert.deepEqual(answer.messages, ["5"]);
  await server.finish();
});

test("Server lets other calls have their turn while a generator never waits", async () => {
  let isEnough = false;
  let given = 0;
  const server = rig({
    say: ({ value }) => {
      isEnough = true;
      return { value };
    },
    async *list() {
      while (!isEnough && given < 1_000_000) {
        given++;
        yield { value: "" };
      }
    },
  });
  const endless = server.open(list).send(frame(""), true);
  const answer = await server.say("me too");
  assert.deepEqual(answer.messages, ["me too"]);
  assert.equal(endless.status, "0");
  assert.ok(given < 10_000, `${given} replies came before the other call had its turn`);
  await server.finish();
});

test("Server streams a reply larger than every window", async () => {
  const server = rig({
    async *list() {
      yield { value: "y".repeat(3_000_000) };
    },
  });
  const answer = server.open(list).send(frame(""), true);
  await server.settle();
  assert.equal(answer.messages[0]?.length, 3_000_000);
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server ends a stream whose handler fails with its status after the replies given", async () => {
  const server = rig({
    async *list() {
      yield { value: "a" };
      throw new Error("not for you");
    },
  });
  const answer = server.open(list).send(frame(""), true);
  await server.settle();
  assert.deepEqual(answer.messages, ["a"]);
  assert.equal(answer.status, "2 The server failed to handle the call");
  assert.equal(server.reports.length, 1);
  await server.finish();
});

test("Server ends a generator whose reply cannot be encoded at its yield", async () => {
  let finallyRan = false;
  const server = rig({
    async *list() {
      try {
        yield { value: "a" };
        yield { value: 5 } as never;
        yield { value: "never" };
      } finally {
        finallyRan = true;
      }
    },
  });
  const answer = server.open(list).send(frame(""), true);
  await server.settle();
  assert.deepEqual(answer.messages, ["a"]);
  assert.equal(answer.status, "13 The server failed to encode its reply");
  assert.equal(finallyRan, true);
  await server.finish();
});

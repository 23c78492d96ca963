import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compressFramed,
  type Encoding,
  EncodingWork,
  resolveCompression,
  uncompressed,
  wasCompressed,
} from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import { runs, SlowRuns } from "../testing/index.js";
import type { ServerCall } from "./server-call.js";
import { type EchoHandlers, frame, post, rig, type ServerRig } from "./server-rig.testing.js";

const long = "a".repeat(200);
const accepts = ["grpc-accept-encoding", "identity,runs"];

/** A frame with `value`, compressed. */
function packed(value: string): Uint8Array {
  return compressFramed({}, frame(value), runs, 0, new EncodingWork({})) as Uint8Array;
}

function server(handlers: EchoHandlers, encoding: Encoding = runs, send?: string): ServerRig {
  return rig(handlers, { compression: { encodings: [encoding], send, minBytes: 100 } });
}

async function say(rig: ServerRig, bytes: Uint8Array, ...fields: string[]) {
  const answer = rig.open(post("/test.Echo/Say", ...fields)).send(bytes, true);
  answer.useEncoding(runs);
  await rig.settle();
  return answer;
}

const echo: EchoHandlers = { say: ({ value }) => ({ value }) };

test("Server answers a compressed request with a compressed reply", async () => {
  let wasPacked: boolean | undefined;
  const echoing = server({
    say(request) {
      wasPacked = wasCompressed(request);
      return { value: request.value };
    },
  });
  const answer = await say(echoing, packed(long), "grpc-encoding", "runs");
  assert.equal(answer.headers?.get("grpc-encoding"), "runs");
  assert.deepEqual(answer.flags, [1]);
  assert.deepEqual(answer.messages, [long]);
  assert.equal(answer.status, "0");
  assert.equal(wasPacked, true);
  await echoing.finish();
});

test("Server compresses nothing unless it was asked to, and nothing small", async () => {
  const plain = server(echo);
  const unasked = await say(plain, frame(long), ...accepts);
  assert.equal(unasked.headers?.get("grpc-encoding"), undefined);
  assert.deepEqual(unasked.flags, [0]);
  const small = await say(plain, frame("a".repeat(50)), "grpc-encoding", "runs");
  assert.deepEqual(small.flags, [0]);
  await plain.finish();

  const off = server(echo, runs, "identity");
  const asked = await say(off, packed(long), "grpc-encoding", "runs");
  assert.deepEqual([asked.flags, asked.messages], [[0], [long]]);
  await off.finish();
});

test("Server that sends compressed does so where the client takes it", async () => {
  const sending = server(echo, runs, "runs");
  const taken = await say(sending, frame(long), ...accepts);
  assert.deepEqual([taken.flags, taken.headers?.get("grpc-encoding")], [[1], "runs"]);
  for (const fields of [[], ["grpc-accept-encoding", "identity,gzip"]]) {
    const refused = await say(sending, frame(long), ...fields);
    assert.deepEqual([refused.flags, refused.headers?.get("grpc-encoding")], [[0], undefined]);
  }
  await sending.finish();
});

test("call.setCompression() decides for one call, and uncompressed() for one message", async () => {
  const choices: ((call: ServerCall) => void)[] = [
    (call) => call.setCompression("runs"),
    (call) => call.setCompression("identity"),
  ];
  const choosing = server({
    say({ value }, call) {
      choices.shift()!(call);
      return { value };
    },
    async *list({ value }) {
      yield { value };
      yield uncompressed({ value });
      yield { value };
    },
  });
  assert.deepEqual((await say(choosing, frame(long), ...accepts)).flags, [1]);
  const off = await say(choosing, packed(long), "grpc-encoding", "runs");
  assert.deepEqual([off.flags, off.headers?.get("grpc-encoding")], [[0], undefined]);
  choices.push((call) => call.setCompression("runs"));
  assert.deepEqual((await say(choosing, frame(long))).flags, [0], "the client takes none");

  const list = choosing.open(post("/test.Echo/List", "grpc-encoding", "runs"));
  list.useEncoding(runs);
  list.send(packed(long), true);
  await choosing.settle();
  assert.deepEqual(
    [list.flags, list.messages],
    [
      [1, 0, 1],
      [long, long, long],
    ],
  );
  await choosing.finish();
});

test("call.setCompression() says what is wrong", async () => {
  const failures: unknown[] = [];
  const choosing = server({
    say({ value }, call) {
      try {
        call.setCompression("br");
      } catch (error) {
        failures.push((error as Error).message);
      }
      call.sendHeaders();
      try {
        call.setCompression("runs");
      } catch (error) {
        failures.push((error as Error).message);
      }
      return { value };
    },
  });
  await choosing.say("");
  assert.deepEqual(failures, [
    'Cannot set the compression of replies to "br": expected one of identity, runs',
    'Cannot set the compression on "/test.Echo/Say": the headers that name it have been sent',
  ]);
  await choosing.finish();
});

test("Server refuses what it cannot decompress, and more than its limit", async () => {
  const strict = rig(echo, { maxReceiveMessageBytes: 150, compression: { encodings: [runs] } });
  const wrong = await say(strict, Uint8Array.from([1, 0, 0, 0, 1, 7]), "grpc-encoding", "runs");
  assert.match(wrong.status!, /^13 Cannot decompress a message of 1 bytes with runs/);
  const bomb = await say(strict, packed(long), "grpc-encoding", "runs");
  assert.match(bomb.status!, /^8 Received .* the limit is 150 bytes$/);
  const unannounced = await say(strict, packed("a".repeat(100)));
  assert.match(unannounced.status!, /^13 Received a compressed message/);
  assert.equal(strict.server.stats.callsFailed, 3);
  await strict.finish();
});

test("Server keeps the order of replies that take long to compress, and asks for no more meanwhile", async () => {
  const slow = new SlowRuns();
  let asked = 0;
  const listing = server(
    {
      async *list({ value }) {
        for (const letter of value) {
          asked++;
          yield { value: letter.repeat(150) };
        }
      },
    },
    slow,
  );
  const list = listing.open(post("/test.Echo/List", "grpc-encoding", "runs"));
  list.useEncoding(runs);
  list.send(frame("abc"), true);
  await listing.settle();
  for (const count of [1, 2, 3]) {
    assert.equal(asked, count);
    assert.equal(list.status, undefined);
    slow.finishNext();
    await listing.settle();
  }
  assert.deepEqual(
    list.messages.map((message) => message[0]),
    ["a", "b", "c"],
  );
  assert.equal(list.status, "0");
  await listing.finish();
});

test("Server ends a unary call after its reply where that takes long, and runs it after its request", async () => {
  const slow = new SlowRuns();
  const slowly = server(echo, slow);
  const answer = await say(slowly, packed(long), "grpc-encoding", "runs");
  assert.equal(slowly.server.stats.openCalls, 1);
  assert.equal(answer.headers, undefined, "the request is not there yet");
  slow.finishNext();
  await slowly.settle();
  assert.deepEqual([answer.messages, answer.status], [[], undefined]);
  slow.finishNext();
  await slowly.settle();
  assert.deepEqual([answer.messages, answer.status], [[long], "0"]);
  assert.equal(slowly.server.stats.callsCompleted, 1);
  await slowly.finish();
});

test("A deadline that passes while a message is compressed ends the call once", async () => {
  for (const steps of [0, 1]) {
    const slow = new SlowRuns();
    const slowly = server(echo, slow);
    const answer = await say(slowly, packed(long), "grpc-encoding", "runs", "grpc-timeout", "1S");
    for (let step = 0; step < steps; step++) {
      slow.finishNext();
      await slowly.settle();
    }
    await slowly.clock.advance(1_000);
    assert.ok(answer.reset);
    slow.finishNext();
    await slowly.settle();
    assert.equal(slowly.server.stats.callsCancelled, 1);
    assert.equal(slowly.server.stats.callsCompleted, 0);
    await slowly.finish();
  }
});

test("A call that was reset keeps its slot until nothing is compressed or decompressed for it", async () => {
  const streaming: EchoHandlers = {
    ...echo,
    async *list({ value }) {
      yield { value };
    },
    async *chat(requests) {
      for await (const { value } of requests) yield { value };
    },
  };
  const cases = [
    ["Say", 0],
    ["Say", 1],
    ["List", 0],
    ["List", 1],
    ["Chat", 0],
    ["Chat", 1],
  ] as const;
  for (const [method, steps] of cases) {
    const slow = new SlowRuns();
    const slowly = server(streaming, slow);
    const call = slowly.open(post(`/test.Echo/${method}`, "grpc-encoding", "runs"));
    call.send(packed(long), true);
    await slowly.settle();
    for (let step = 0; step < steps; step++) {
      slow.finishNext();
      await slowly.settle();
    }
    assert.equal(slow.pending, 1);
    assert.equal(slow.contexts[steps]!.signal.aborted, false);
    call.stream.reset(ErrorCode.CANCEL);
    await slowly.settle();
    const name = `${method} after ${steps}`;
    assert.equal(slow.contexts[steps]!.signal.aborted, true, name);
    await slowly.clock.advance(2_000);
    assert.equal(slowly.server.stats.openCalls, 1, name);
    assert.equal(slowly.server.stats.deafHandlers, 0, name);
    slow.finishNext();
    await slowly.settle();
    assert.equal(slowly.server.stats.openCalls, 0, name);
    assert.equal(slowly.server.stats.callsCancelled, 1, name);
    assert.deepEqual(slowly.reports, [], name);
    await slowly.finish();
  }
});

test("The messages of a connection's calls are compressed and decompressed on its account", async () => {
  const slow = new SlowRuns();
  const slowly = server(echo, slow);
  const answers = [1, 2].map(() => {
    const answer = slowly.open(post("/test.Echo/Say", "grpc-encoding", "runs"));
    answer.useEncoding(runs);
    return answer.send(packed(long), true);
  });
  await slowly.settle();
  for (let count = 0; count < 4; count++) {
    slow.finishNext();
    await slowly.settle();
  }
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["0", "0"],
  );
  assert.equal(slow.contexts.length, 4);
  assert.equal(new Set(slow.contexts.map(({ connection }) => connection)).size, 1);
  await slowly.finish();
});

test("A reply that an encoding fails on is INTERNAL, and reported", async () => {
  const broken: Encoding = {
    ...runs,
    compress: async () => {
      throw new Error("out of memory");
    },
  };
  const failing = server(echo, broken);
  const answer = await say(failing, packed(long), "grpc-encoding", "runs");
  assert.match(answer.status!, /^13 /);
  assert.deepEqual(
    failing.reports.map(({ kind }) => kind),
    ["reply"],
  );
  await failing.finish();
});

test("An unknown encoding is UNIMPLEMENTED, with what there is", async () => {
  const strict = server(echo);
  const answer = await say(strict, packed(long), "grpc-encoding", "br");
  assert.match(answer.status!, /^12 .*grpc-encoding br: expected one of identity,runs$/);
  assert.equal(answer.end?.get("grpc-accept-encoding"), resolveCompression({}, [runs]).accepted);
  await strict.finish();
});

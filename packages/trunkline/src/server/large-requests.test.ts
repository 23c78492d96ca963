// Many large requests at once on one connection: what they hold together, and that each comes through.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import type { ServerInterceptor } from "./server-interceptor.js";
import { type Answer, frame, post, rig, type ServerRig } from "./server-rig.testing.js";

const WINDOW_BYTES = 65_536;
const STREAMS = 20;
const large = frame("x".repeat(300_000));

const limits = { streamWindowBytes: WINDOW_BYTES, maxUnfinishedBytes: 2 << 20 };

function length(request: { readonly value: string }): { value: string } {
  return { value: String(request.value.length) };
}

/** What the server has let the client send. */
function sentBytes({ session }: ServerRig): number {
  return session.connection.counters.dataBytesSent;
}

function openMany(server: ServerRig, path: string): Answer[] {
  return Array.from({ length: STREAMS }, () => server.open(post(path)));
}

test("requests larger than windows are gathered one after the other, and all come through", async () => {
  const server = rig({ say: length }, limits);
  const answers = openMany(server, "/test.Echo/Say");
  for (const answer of answers) answer.send(large.subarray(0, -1));
  await server.settle();
  // The first has come whole but for its last byte, the others as far as their windows go.
  const most = large.length + (STREAMS - 1) * WINDOW_BYTES;
  assert.ok(sentBytes(server) <= most, `${sentBytes(server)} bytes, ${most} at most`);
  assert.ok(sentBytes(server) > most - 2 * STREAMS * 20_000);
  for (const answer of answers) answer.send(large.subarray(-1), true);
  await server.settle();
  assert.deepEqual(
    answers.map(({ messages, status }) => `${messages.join()} ${status}`),
    answers.map(() => "300000 0"),
  );
  await server.finish();
});

test("messages of streams are gathered so too, each when its handler asks for it", async () => {
  const join = async (requests: AsyncIterable<{ readonly value: string }>) => {
    let sum = 0;
    for await (const { value } of requests) sum += value.length;
    return { value: String(sum) };
  };
  const server = rig({ join }, limits);
  const answers = openMany(server, "/test.Echo/Join");
  for (const answer of answers) answer.send(large).send(large, true);
  await server.settle();
  assert.deepEqual(
    answers.map(({ messages, status }) => `${messages.join()} ${status}`),
    answers.map(() => "600000 0"),
  );
  await server.finish();
});

test("a call that ends in the midst of its message makes room for the next", async () => {
  const server = rig({ say: length }, limits);
  const [first, second] = openMany(server, "/test.Echo/Say");
  first!.send(large.subarray(0, 250_000));
  second!.send(large, true);
  await server.settle();
  assert.equal(second!.end, undefined);
  first!.stream.reset(8);
  await server.settle();
  assert.equal(second!.status, "0");
  await server.finish();
});

for (const interceptors of [[], [(_call, next) => next()]] satisfies ServerInterceptor[][]) {
  const around = interceptors.length === 0 ? "" : " inside an interceptor";
  for (const kind of ["Join", "Chat"]) {
    test(`${kind}: a handler${around} that fails while next() is pending makes room too, and next() settles`, async () => {
      const results: unknown[] = [];
      const leave = (requests: AsyncIterable<{ value: string }>): never => {
        requests[Symbol.asyncIterator]()
          .next()
          .then((result) => results.push(result));
        throw new StatusError(Status.ABORTED, "enough");
      };
      const server = rig(
        {
          say: length,
          // The message has begun before they fail.
          join: (requests) => Promise.resolve(requests).then(leave),
          async *chat(requests) {
            yield await Promise.resolve(requests).then(leave);
          },
        },
        { ...limits, interceptors },
      );
      const failing = server.open(post(`/test.Echo/${kind}`)).send(large.subarray(0, 250_000));
      await server.settle();
      assert.equal(failing.status, "10 enough");
      const other = server.open(post("/test.Echo/Say")).send(large, true);
      const waiting = server.open(post("/test.Echo/Say")).send(large, true);
      await server.settle();
      assert.deepEqual([other.status, waiting.status], ["0", "0"]);
      assert.deepEqual(results, [{ done: true, value: undefined }]);
      await server.finish();
    });
  }
}

test("what fills the windows that streams begin with never fails where no limit was set", async () => {
  const streamWindowBytes = 4 << 20;
  const server = rig({ say: length }, { streamWindowBytes });
  const most = frame("x".repeat(4_000_000));
  const answers = Array.from({ length: 100 }, () => server.open(post("/test.Echo/Say")));
  for (const answer of answers) answer.send(most, true);
  await server.settle();
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set(["0"]));
  await server.finish();
});

test("what exceeds the limit of a connection fails with RESOURCE_EXHAUSTED, and only that", async () => {
  const server = rig({ say: length }, { ...limits, maxUnfinishedBytes: 5 * WINDOW_BYTES });
  const answers = openMany(server, "/test.Echo/Say");
  for (const answer of answers) answer.send(large, true);
  await server.settle();
  const failed = answers.filter(({ status }) => status !== "0");
  for (const { status } of failed) {
    assert.match(
      String(status),
      /^8 .*unfinished messages of one connection may hold 327680 bytes/,
    );
  }
  assert.ok(failed.length >= STREAMS - 5 && failed.length < STREAMS, `${failed.length} failed`);
  // And afterwards there is room again.
  const later = await server.say("x".repeat(300_000));
  assert.equal(later.status, "0");
  await server.finish();
});

test("requests of up to 64 KiB are not counted, in however many pieces they come", async () => {
  const server = rig({ say: length }, { maxUnfinishedBytes: 65_536 });
  const small = frame("x".repeat(60_000));
  const answers = openMany(server, "/test.Echo/Say");
  for (const answer of answers) answer.send(small.subarray(0, 50_000));
  await server.settle();
  for (const answer of answers) answer.send(small.subarray(50_000), true);
  await server.settle();
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set(["0"]));
  await server.finish();
});

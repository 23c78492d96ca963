import assert from "node:assert/strict";
import { test } from "node:test";
import { StringValue } from "../protobuf/index.js";
import { runs, SlowRuns } from "../testing/index.js";
import {
  compressFramed,
  decompressMessage,
  maxCompressedBytes,
  uncompressed,
  wasCompressed,
} from "./compressed-messages.js";
import type { Encoding } from "./encoding.js";
import { EncodingWork } from "./encoding-work.js";
import { encodeFramed } from "./frame-message.js";
import { MessageReader } from "./message-reader.js";
import { MessageStream } from "./message-stream.js";
import { Status } from "./status.js";

const work = new EncodingWork({});
const long = { value: "a".repeat(100) };
const framed = (message: { value: string }) => encodeFramed(StringValue, message);

/** `message` with its prefix, compressed with runs. */
function packed(message: { value: string }): Uint8Array {
  return compressFramed(message, framed(message), runs, 0, work) as Uint8Array;
}

function reader(
  encoding: Encoding | null,
  maxBytes = 1000,
  onInflated: (isWanted: boolean) => void = () => {},
) {
  const created = new MessageReader(StringValue, maxBytes);
  if (encoding !== null) created.useEncoding(encoding, onInflated);
  return created;
}

test("compressFramed() sets the flag and the length of what it compressed", () => {
  const bytes = packed(long);
  // Tag, length and 100 times "a" are three runs.
  assert.deepEqual([...bytes], [1, 0, 0, 0, 6, 1, 10, 1, 100, 100, 97]);
});

test("compressFramed() leaves small, marked and incompressible messages as they are", () => {
  const whole = framed(long);
  assert.equal(compressFramed(long, whole, runs, 103, work), whole);
  assert.notEqual(compressFramed(long, whole, runs, 102, work), whole);
  const marked = uncompressed({ ...long });
  assert.equal(compressFramed(marked, whole, runs, 0, work), whole);
  const varied = { value: "abcdefgh" };
  const plain = framed(varied);
  assert.equal(compressFramed(varied, plain, runs, 0, work), plain);
});

test("compressFramed() rejects where an encoding gives no bytes", async () => {
  const odd = { ...runs, compress: async () => "text" } as unknown as Encoding;
  await assert.rejects(
    async () => compressFramed(long, framed(long), odd, 0, work),
    /no Uint8Array/,
  );
});

test("MessageReader reads compressed and plain messages in turn, and tells which were", () => {
  const messages = reader(runs);
  const bytes = Uint8Array.from([...packed(long), ...framed(long), ...packed(long)]);
  messages.view(bytes, 0, bytes.length);
  const read = [messages.read(), messages.read(), messages.read()];
  assert.deepEqual(read, [long, long, long]);
  assert.deepEqual(
    read.map((message) => wasCompressed(message!)),
    [true, false, true],
  );
  assert.equal(messages.takeCredit(), bytes.length);
});

test("MessageReader refuses a compressed message where none was announced", () => {
  const messages = reader(null);
  const bytes = packed(long);
  messages.view(bytes, 0, bytes.length);
  assert.throws(() => messages.read(), { code: Status.INTERNAL, message: /without grpc-encoding/ });
});

test("MessageReader holds the limit against what comes out, and what comes in", () => {
  const over = reader(runs, 101);
  const bytes = packed(long);
  over.view(bytes, 0, bytes.length);
  assert.throws(() => over.read(), { code: Status.RESOURCE_EXHAUSTED });
  const exact = reader(runs, 102);
  exact.view(bytes, 0, bytes.length);
  assert.deepEqual(exact.read(), long);

  const huge = reader(runs, 1000);
  huge.view(Uint8Array.from([1, 0, 0, 255, 255]), 0, 5);
  assert.throws(() => huge.read(), { code: Status.RESOURCE_EXHAUSTED });
  // What cannot be compressed grows a little, and is no larger message for that.
  assert.ok(maxCompressedBytes(1000) > 1018);
});

test("decompressMessage() tells a limit from bytes that are wrong", async () => {
  const wrong = Uint8Array.from([1]);
  assert.throws(() => decompressMessage(runs, wrong, 10, work), {
    code: Status.INTERNAL,
    message: /^Cannot decompress a message of 1 bytes with runs: a run has no octet$/,
  });
  const slow = new SlowRuns();
  const late = decompressMessage(slow, Uint8Array.from([11, 0]), 10, work);
  slow.finishNext();
  await assert.rejects(late as Promise<Uint8Array>, { code: Status.RESOURCE_EXHAUSTED });
  // One that ignores the limit is held to it.
  const careless: Encoding = { ...runs, decompress: () => new Uint8Array(11) };
  assert.throws(() => decompressMessage(careless, wrong, 10, work), {
    code: Status.RESOURCE_EXHAUSTED,
  });
});

test("MessageReader waits for what takes long, out of a copy, without credit", async () => {
  const slow = new SlowRuns();
  let inflated = 0;
  const messages = reader(slow, 1000, () => inflated++);
  const bytes = packed(long);
  messages.view(bytes, 0, bytes.length);
  assert.equal(messages.read(), undefined);
  assert.equal(messages.isInflating, true);
  messages.keep();
  bytes.fill(0);
  assert.equal(messages.read(), undefined, "asked again");
  assert.equal(slow.pending, 1);
  assert.equal(messages.takeCredit(), 0);
  slow.finishNext();
  await Promise.resolve().then(() => {});
  assert.equal(inflated, 1);
  assert.deepEqual(messages.read(), long);
  assert.equal(messages.takeCredit(), bytes.length);
});

test("MessageReader forgets a message that was discarded while it was inflated", async () => {
  const slow = new SlowRuns();
  const inflated: boolean[] = [];
  const messages = reader(slow, 1000, (isWanted) => inflated.push(isWanted));
  const bytes = packed(long);
  messages.view(bytes, 0, bytes.length);
  messages.read();
  messages.discard();
  assert.deepEqual([messages.isInflating, messages.isAtWork], [false, true]);
  assert.equal(slow.contexts[0]!.signal.aborted, true);
  slow.finishNext();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(inflated, [false]);
  assert.equal(messages.isAtWork, false);
  assert.equal(messages.read(), undefined);
});

function streamOf(encoding: Encoding) {
  const events: string[] = [];
  const stream = new MessageStream(StringValue, 1000, {
    onConsumed: (byteCount) => events.push(`consumed ${byteCount}`),
    onBroken: (error) => events.push(error.codeName),
    onReturn() {},
    defer: (task) => setImmediate(task),
  });
  stream.useEncoding(encoding);
  return { stream, events };
}

test("MessageStream keeps the order where one message takes longer than the next", async () => {
  const slow = new SlowRuns();
  const { stream } = streamOf(slow);
  const bytes = Uint8Array.from([...packed(long), ...framed({ value: "plain" })]);
  stream.receive(bytes, 0, bytes.length);
  stream.end();
  const both = [stream.next(), stream.next(), stream.next()];
  slow.finishNext();
  assert.deepEqual(
    (await Promise.all(both)).map(({ value }) => value?.value),
    [long.value, "plain", undefined],
  );
});

test("MessageStream breaks at a message that cannot be decompressed, after those before it", async () => {
  const slow = new SlowRuns();
  const { stream, events } = streamOf(slow);
  const bytes = Uint8Array.from([...packed(long), 1, 0, 0, 0, 1, 7]);
  stream.receive(bytes, 0, bytes.length);
  const first = stream.next();
  const second = stream.next();
  slow.finishNext();
  assert.deepEqual((await first).value, long);
  slow.finishNext();
  await assert.rejects(second, { code: Status.INTERNAL });
  assert.deepEqual(
    events.sort(),
    ["INTERNAL", "consumed 6", `consumed ${bytes.length - 6}`].sort(),
  );
});

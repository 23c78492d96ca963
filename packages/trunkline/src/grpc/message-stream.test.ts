import assert from "node:assert/strict";
import { test } from "node:test";
import { StringValue } from "../protobuf/index.js";
import { encodeFramed } from "./frame-message.js";
import { MessageStream, type MessageStreamOwner } from "./message-stream.js";
import type { StatusError } from "./status-error.js";

class Owner implements MessageStreamOwner {
  consumedBytes = 0;
  broken: StatusError | undefined;
  returns = 0;
  /** What waits for the next turn. */
  readonly deferred: (() => void)[] = [];
  defer(task: () => void): void {
    this.deferred.push(task);
  }
  onConsumed(byteCount: number): void {
    this.consumedBytes += byteCount;
  }
  onBroken(error: StatusError): void {
    this.broken = error;
  }
  onReturn(): void {
    this.returns++;
  }
}

const frame = (text: string): Uint8Array => encodeFramed(StringValue, { value: text });
const value = (text: string) => ({ done: false, value: { value: text } });
const done = { done: true, value: undefined };

function open(): {
  owner: Owner;
  stream: MessageStream<StringValue>;
  receive(bytes: Uint8Array): void;
} {
  const owner = new Owner();
  const stream = new MessageStream(StringValue, 1000, owner);
  return { owner, stream, receive: (bytes) => stream.receive(bytes, 0, bytes.length) };
}

test("MessageStream answers a waiting reader in place and gives credit", async () => {
  const { owner, stream, receive } = open();
  const first = stream.next();
  const bytes = frame("one");
  receive(bytes);
  bytes.fill(0);
  assert.deepEqual(await first, value("one"));
  assert.equal(owner.consumedBytes, bytes.length);
});

test("MessageStream gives no credit for what nobody has asked for", async () => {
  const { owner, stream, receive } = open();
  receive(frame("one"));
  receive(frame("two"));
  assert.equal(owner.consumedBytes, 0);
  assert.equal(stream.pendingBytes, 20);
  assert.deepEqual(await stream.next(), value("one"));
  assert.equal(owner.consumedBytes, 10);
});

test("MessageStream answers several waiting readers in order, and the rest as done", async () => {
  const { stream, receive } = open();
  const results = Promise.all([stream.next(), stream.next(), stream.next(), stream.next()]);
  receive(Buffer.concat([frame("a"), frame("b")]));
  stream.end();
  assert.deepEqual(await results, [value("a"), value("b"), done, done]);
});

test("MessageStream.next() waits for a turn to pass after 512 messages, also where bytes come meanwhile", async () => {
  const { owner, stream, receive } = open();
  receive(Buffer.concat(new Array<Uint8Array>(1000).fill(frame("a"))));
  for (let count = 0; count < 512; count++) await stream.next();
  assert.equal(owner.deferred.length, 0);
  let isRead = false;
  const next = stream.next().then((result) => {
    isRead = true;
    return result;
  });
  receive(frame("b"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isRead, false);
  assert.equal(owner.deferred.length, 1);
  owner.deferred.pop()!();
  assert.deepEqual(await next, value("a"));
  for (let count = 513; count < 1000; count++) await stream.next();
  assert.deepEqual(await stream.next(), value("b"));
  stream.end();
  assert.deepEqual(await stream.next(), done);
});

test("MessageStream that is left while it waits for a turn is done at once", async () => {
  const { owner, stream, receive } = open();
  receive(Buffer.concat(new Array<Uint8Array>(600).fill(frame("a"))));
  for (let count = 0; count < 512; count++) await stream.next();
  const waiting = stream.next();
  await stream.return();
  assert.deepEqual([await waiting, await stream.next()], [done, done]);
  owner.deferred.pop()!();
  assert.deepEqual(await stream.next(), done);
});

test("MessageStream.end() lets pending messages out first", async () => {
  const { stream, receive } = open();
  receive(Buffer.concat([frame("a"), frame("b")]));
  const error = new Error("late");
  stream.end(error);
  assert.deepEqual(await stream.next(), value("a"));
  assert.deepEqual(await stream.next(), value("b"));
  await assert.rejects(stream.next(), error);
  assert.deepEqual(await stream.next(), done);
});

test("MessageStream.abort() drops pending messages", async () => {
  const { owner, stream, receive } = open();
  receive(frame("a"));
  stream.abort(new Error("now"));
  assert.equal(owner.consumedBytes, 8);
  await assert.rejects(stream.next(), /now/);
  assert.deepEqual(await stream.next(), done);
  receive(frame("b"));
  assert.equal(owner.consumedBytes, 16);
});

test("MessageStream works with for await, and leaving it early tells the owner", async () => {
  const { owner, stream, receive } = open();
  receive(Buffer.concat([frame("a"), frame("b"), frame("c")]));
  const seen: string[] = [];
  for await (const message of stream) {
    seen.push(message.value);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, ["a", "b"]);
  assert.equal(owner.returns, 1);
  assert.equal(owner.consumedBytes, 24);
  assert.deepEqual(await stream.next(), done);
});

test("MessageStream that ends inside a message is INTERNAL", async () => {
  const { owner, stream, receive } = open();
  receive(Buffer.concat([frame("a"), frame("b").subarray(0, 6)]));
  stream.end();
  assert.deepEqual(await stream.next(), value("a"));
  await assert.rejects(stream.next(), {
    code: 13,
    message: "Received only 6 bytes of the last message: the stream ended inside it",
  });
  assert.equal(owner.broken?.code, 13);
});

test("MessageStream with a waiting reader tells of a stream that ends inside a message", async () => {
  const { stream, receive } = open();
  const next = stream.next();
  receive(frame("b").subarray(0, 6));
  stream.end();
  await assert.rejects(next, { code: 13 });
});

test("MessageStream that breaks tells its owner and its readers, once", async () => {
  const { owner, stream, receive } = open();
  const waiting = [stream.next(), stream.next(), stream.next()];
  receive(Buffer.concat([frame("a"), new Uint8Array([7, 0, 0, 0, 0])]));
  assert.deepEqual(await waiting[0], value("a"));
  await assert.rejects(waiting[1]!, { code: 13 });
  assert.deepEqual(await waiting[2], done);
  assert.equal(owner.broken?.message, "Received a message with flag byte 7: expected 0 or 1");
});

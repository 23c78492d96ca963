import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "../testing/index.js";
import {
  createMemoryPair,
  EndpointSession,
  insecure,
  type Listener,
  type SessionOptions,
} from "../transport/index.js";
import { createServer, Server } from "./server.js";
import { Echo, frame, post, rig, ServerRig } from "./server-rig.testing.js";

/** A call that ends when the test says so. */
function held() {
  const release: (() => void)[] = [];
  const server = rig({
    async say({ value }) {
      await new Promise<void>((resolve) => release.push(resolve));
      return { value };
    },
    async *list(_request, call) {
      yield { value: "first" };
      await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
    },
  });
  return { server, release };
}

test("Server.close() lets calls run on and refuses new ones", async () => {
  const { server, release } = held();
  const answer = await server.say("running");
  let isClosed = false;
  const closed = server.server.close({ graceMs: 5_000 }).then(() => {
    isClosed = true;
  });
  await server.clock.advance(1_000);
  assert.equal(isClosed, false);
  assert.equal(server.session.connection.goAwayReceived?.debugText, "The server is shutting down");
  assert.equal(server.session.connection.openStream(null), null);
  release[0]!();
  await server.clock.advance(100);
  assert.deepEqual(answer.messages, ["running"]);
  assert.equal(answer.status, "0");
  await closed;
  assert.equal(server.isClosed, true);
  await server.finish();
});

test("Server.close() ends calls with UNAVAILABLE when the time is up, and aborts their signals", async () => {
  const { server } = held();
  const unary = await server.say("stuck");
  const stream = server.open(post("/test.Echo/List")).send(frame(""), true);
  await server.settle();
  const closed = server.server.close({ graceMs: 5_000 });
  await server.clock.advance(4_900);
  assert.equal(unary.status, undefined);
  await server.clock.advance(200);
  await closed;
  assert.equal(unary.status, "14 The server is shutting down");
  assert.deepEqual(stream.messages, ["first"]);
  assert.equal(stream.status, "14 The server is shutting down");
  await server.clock.advance(2_000);
  // The unary handler is deaf; the other ended at its signal.
  assert.equal(server.server.stats.openCalls, 1);
  assert.equal(server.server.stats.deafHandlers, 1);
});

test("Server.close() sends replies that are still queued", async () => {
  const server = rig({
    *list() {
      for (let at = 0; at < 60; at++) yield { value: "x".repeat(20_000) };
    },
  });
  const answer = server.open(post("/test.Echo/List"));
  answer.isReading = false;
  answer.send(frame(""), true);
  await server.settle();
  const closed = server.server.close({ graceMs: 60_000 });
  await server.clock.advance(1_000);
  assert.equal(answer.status, undefined);
  answer.startReading();
  await server.clock.advance(1_000);
  await closed;
  assert.equal(answer.messages.length, 60);
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server.close() a second time may shorten the time", async () => {
  const { server } = held();
  const answer = await server.say("stuck");
  const first = server.server.close({ graceMs: Infinity });
  await server.clock.advance(60_000);
  assert.equal(answer.status, undefined);
  const second = server.server.close({ graceMs: 0 });
  await server.clock.advance(10);
  await Promise.all([first, second]);
  assert.equal(answer.status, "14 The server is shutting down");
});

test("Server.close() settles without connections, and when a client does not follow", async () => {
  await createServer().close();
  const server = rig({});
  server.session.unref();
  const closed = server.server.close({ graceMs: 0 });
  await server.clock.advance(1_500);
  await closed;
});

test("Server.close() of a server that is closed arms nothing", async () => {
  const server = rig({});
  await server.finish();
  await server.server.close();
  assert.equal(server.clock.armedTimers, 0);
});

test("Server[Symbol.asyncDispose]() closes with the default time", async () => {
  const { server } = held();
  const answer = await server.say("stuck");
  let isDisposed = false;
  void server.server[Symbol.asyncDispose]().then(() => {
    isDisposed = true;
  });
  await server.clock.advance(9_999);
  assert.deepEqual([answer.status, isDisposed], [undefined, false]);
  await server.clock.advance(100);
  assert.deepEqual([answer.status, isDisposed], ["14 The server is shutting down", true]);
});

test("Server closes a connection that was accepted as it closed", async () => {
  const clock = new VirtualClock();
  let options: SessionOptions | undefined;
  const server = new Server(
    {},
    {
      clock,
      async listen(_address, given) {
        options = given;
        return { target: "here", close: async () => {} };
      },
    },
  );
  await server.listen("127.0.0.1:0");
  await server.close();
  const [left, right] = createMemoryPair(clock);
  new EndpointSession("server", right, options!);
  let isEnded = false;
  left.open({
    onBytes() {},
    onWritten() {},
    onPeerEnd() {},
    onEnd: () => {
      isEnded = true;
    },
  });
  await clock.advance(2_000);
  assert.equal(isEnded, true);
  assert.equal(server.connectionCount, 0);
  assert.equal(clock.armedTimers, 0);
});

test("Server.close() refuses a time that is none", async () => {
  for (const graceMs of [-1, Number.NaN, "5"]) {
    await assert.rejects(createServer().close({ graceMs: graceMs as number }), {
      name: "RangeError",
      message: `Cannot set graceMs to ${graceMs}: expected a number of at least 0, or Infinity`,
    });
  }
});

test("Server and createServer() say what options must be", async () => {
  const wrong = {
    name: "TypeError",
    message: "Cannot read the options: expected an object and not null",
  };
  assert.throws(() => createServer(null as never), wrong);
  assert.throws(() => createServer({ keepAlive: {} } as never), {
    name: "TypeError",
    message: 'Cannot set keepAlive: a server has no option of that name; did you mean "keepalive"?',
  });
  const server = createServer();
  await assert.rejects(server.listen("127.0.0.1:0", null as never), wrong);
  await assert.rejects(server.close(null as never), wrong);
  await assert.rejects(server.close(5 as never), {
    name: "TypeError",
    message: "Cannot read the options: expected an object and not a value of type number",
  });
  await server.close();
});

test("Server.listen() binds the port it is given or chooses one, and says which", async () => {
  const server = createServer();
  server.addService(Echo, {}, { partial: true });
  const target = await server.listen("127.0.0.1:0");
  assert.match(target, /^127\.0\.0\.1:[1-9]\d*$/);
  const second = await server.listen("0.0.0.0:0", { credentials: insecure() });
  assert.match(second, /^0\.0\.0\.0:[1-9]\d*$/);
  await assert.rejects(server.listen(target), { code: "EADDRINUSE" });
  await server.close();
  await assert.rejects(server.listen("127.0.0.1:0"), {
    message: 'Cannot listen on "127.0.0.1:0": the server has been closed',
  });
});

test("Server.listen() wants plaintext beyond this machine to be said", async () => {
  await assert.rejects(createServer().listen("0.0.0.0:0"), {
    name: "TypeError",
    message:
      'Cannot listen on "0.0.0.0:0": plaintext to other machines must be asked for; write { credentials: insecure() } if that is meant, tls() if not',
  });
});

test("Server.addService() says in one sentence what is wrong", async () => {
  const cases: [object, string][] = [
    [
      {},
      'Cannot add service "test.Echo": it has no handler "say"; write { partial: true } if that is meant',
    ],
    [{ say: 1 }, 'Cannot add service "test.Echo": handler "say" is a number and not a function'],
    [
      { shout() {} },
      'Cannot add service "test.Echo": it has no rpc for handler "shout"; it has say, list, join, chat',
    ],
    [
      null as never,
      'Cannot add service "test.Echo": expected an object with its handlers and not null',
    ],
  ];
  for (const [handlers, message] of cases) {
    assert.throws(() => createServer().addService(Echo, handlers as never), {
      name: "TypeError",
      message,
    });
  }
  for (const service of [null, undefined, {}, "Echo", { typeName: "test.Echo", methods: null }]) {
    assert.throws(() => createServer().addService(service as never, {} as never), {
      name: "TypeError",
      message: "Cannot add a service: the first argument is not a generated service",
    });
  }
  const server = createServer();
  server.addService(Echo, {}, { partial: true });
  assert.throws(() => server.addService(Echo, {}, { partial: true }), {
    message: 'Cannot add service "test.Echo" twice: it has been added already',
  });
  await server.listen("127.0.0.1:0");
  assert.throws(
    () => server.addService({ ...Echo, typeName: "test.Other" }, {}, { partial: true }),
    {
      message: 'Cannot add service "test.Other" to a server that listens: add it before listen()',
    },
  );
  await server.close();
});

test("createServer() refuses options out of their range", () => {
  assert.throws(() => createServer({ maxReceiveMessageBytes: -1 }), {
    name: "RangeError",
    message: "Cannot set maxReceiveMessageBytes to -1: expected a whole number of at least 0",
  });
  assert.throws(() => createServer({ onError: "log" as never }), {
    name: "TypeError",
    message: "Cannot set onError to a value of type string: expected a function",
  });
});

test("Server.close() ends a listen() that still waits, and what it comes to is closed", async () => {
  let give = (_listener: Listener): void => {};
  const listening = new Promise<Listener>((resolve) => {
    give = resolve;
  });
  const rig = new ServerRig({}, {}, { listen: () => listening });
  const refused = assert.rejects(rig.server.listen("127.0.0.1:0"), {
    message: 'Cannot listen on "127.0.0.1:0": the server has been closed',
  });
  await rig.server.close({ graceMs: 0 });
  await refused;
  let isClosed = false;
  const close = async (): Promise<void> => {
    isClosed = true;
  };
  give({ target: "here", close });
  await rig.clock.settle();
  assert.equal(isClosed, true);
});

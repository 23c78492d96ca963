import assert from "node:assert/strict";
import { it } from "node:test";
import { createChannel, createClient } from "../client/index.js";
import { Status, StatusError, statusName } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import { echo, echoHandlers } from "./echo.testing.js";
import { createTestServer, type Fault, Faults, VirtualClock } from "./index.js";

class Rig {
  readonly clock: VirtualClock = new VirtualClock();
  readonly faults: Faults = new Faults();
  readonly server = createTestServer({
    clock: this.clock,
    interceptors: [this.faults.interceptor],
    onError: () => {},
  });
  readonly channel = (() => {
    this.server.addService(echo, echoHandlers);
    return createChannel(this.server);
  })();
  readonly client = createClient(echo, this.channel);

  /** What becomes of one unary call: its reply, or its code and message. */
  async say(options: object = {}): Promise<string> {
    return this.client.say({ value: "hi" }, options).then(
      ({ value }) => value,
      (error: StatusError) => `${statusName(error.code)}: ${error.message}`,
    );
  }

  async outcome(fault: Fault): Promise<string> {
    this.faults.once(echo.methods.say, fault);
    const outcome = this.say();
    await this.clock.settle();
    return outcome;
  }

  async close(): Promise<void> {
    const closed = Promise.all([this.channel.close(), this.server.close()]);
    await this.clock.settle();
    await closed;
    assert.equal(this.clock.armedTimers, 0);
  }
}

it("a fault with an error is the call's end, and the next call goes as it goes", async () => {
  const rig = new Rig();
  const error = new StatusError(Status.UNAVAILABLE, "Gone for a while");
  assert.equal(await rig.outcome({ error }), "UNAVAILABLE: Gone for a while");
  assert.equal(await rig.outcome({}), "hi");
  await rig.close();
});

it("a delay passes in virtual time, and a deadline within it counts", async () => {
  const rig = new Rig();
  rig.faults.always(null, { delayMs: 1_000 });
  let reply = "";
  void rig.say().then((value) => {
    reply = value;
  });
  await rig.clock.advance(990);
  assert.equal(reply, "");
  await rig.clock.advance(20);
  assert.equal(reply, "hi");
  const late = rig.say({ timeoutMs: 500 });
  await rig.clock.advance(500);
  assert.match(await late, /^DEADLINE_EXCEEDED: /);
  rig.faults.clear();
  const plain = rig.say();
  await rig.clock.settle();
  assert.equal(await plain, "hi");
  await rig.close();
});

it("a reset is what its code means to a client", async () => {
  const rig = new Rig();
  const codes = [
    [ErrorCode.INTERNAL_ERROR, "INTERNAL"],
    [ErrorCode.ENHANCE_YOUR_CALM, "RESOURCE_EXHAUSTED"],
    [ErrorCode.CANCEL, "CANCELLED"],
  ] as const;
  for (const [reset, name] of codes) {
    assert.match(await rig.outcome({ reset }), new RegExp(`^${name}: `));
  }
  await rig.close();
});

it("a call that the server refused is sent again, and nobody notices", async () => {
  const rig = new Rig();
  assert.equal(await rig.outcome({ reset: ErrorCode.REFUSED_STREAM }), "hi");
  await rig.close();
});

it("half a message is INTERNAL", async () => {
  const rig = new Rig();
  assert.match(await rig.outcome({ halfMessage: true }), /^INTERNAL: .*message/);
  await rig.close();
});

it("a lost connection is UNAVAILABLE for what was on it, and the next call has a new one", async () => {
  const rig = new Rig();
  assert.match(await rig.outcome({ connectionLost: true }), /^UNAVAILABLE: /);
  const next = rig.say();
  await rig.clock.settle();
  assert.equal(await next, "hi");
  assert.equal(rig.channel.stats.connectionsMade, 2);
  await rig.close();
});

it("faults of streams end what has not begun", async () => {
  const rig = new Rig();
  rig.faults.once(echo.methods.list, { reset: ErrorCode.INTERNAL_ERROR });
  const read = (async () => {
    for await (const _ of rig.client.list({ value: "a" }));
  })();
  const seen = read.catch((error: StatusError) => error.code);
  await rig.clock.settle();
  assert.equal(await seen, Status.INTERNAL);
  await rig.close();
});

it("what is said first comes first, and `always` is for what no `once` is for", async () => {
  const rig = new Rig();
  const saying = (text: string) => ({ error: new StatusError(Status.ABORTED, text) });
  rig.faults.always(echo.methods.say, saying("always"));
  rig.faults.once(null, saying("first"));
  rig.faults.once(echo.methods.say, saying("second"));
  const outcomes = (async () => [await rig.say(), await rig.say(), await rig.say()])();
  await rig.clock.settle();
  assert.deepEqual(await outcomes, ["ABORTED: first", "ABORTED: second", "ABORTED: always"]);
  await rig.close();
});

it("a client's faults delay and fail; what only a server can do is refused in a sentence", async () => {
  const clock = new VirtualClock();
  const faults = new Faults();
  const server = createTestServer({ clock });
  server.addService(echo, echoHandlers);
  const channel = createChannel(server, { interceptors: [faults.interceptor] });
  const client = createClient(echo, channel);
  faults.once(null, { error: new StatusError(Status.UNAVAILABLE, "No") });
  await assert.rejects(client.say({}), { code: Status.UNAVAILABLE, message: "No" });
  assert.equal(channel.stats.connectionsMade, 0);
  faults.once(null, { halfMessage: true });
  await assert.rejects(
    client.say({}),
    new TypeError(
      "Cannot inject halfMessage at a client: give the interceptor of these faults to the server",
    ),
  );
  await channel.close();
  await server.close();
});

it("a fault for an rpc counts before one for any, and what is said later before what was said", async () => {
  const rig = new Rig();
  const saying = (text: string) => ({ error: new StatusError(Status.ABORTED, text) });
  rig.faults.always(null, saying("any"));
  rig.faults.always(echo.methods.say, saying("say"));
  rig.faults.always(echo.methods.say, saying("say again"));
  rig.faults.always(null, saying("any again"));
  const outcome = rig.say();
  await rig.clock.settle();
  assert.equal(await outcome, "ABORTED: say again");
  await rig.close();
});

it("once() refuses what is no fault", () => {
  const faults = new Faults();
  assert.throws(
    () => faults.once(null, { delayMs: -1 }),
    new RangeError("Cannot delay a call by -1: expected milliseconds, 0 or more"),
  );
  assert.throws(
    () => faults.once(null, { reset: 2 ** 32 }),
    new RangeError("Cannot reset a call with 4294967296: expected an HTTP/2 error code"),
  );
  assert.throws(
    () => faults.once(null, { error: new Error("no status") as never }),
    new TypeError("Cannot inject the error of a fault: expected a StatusError"),
  );
  assert.throws(() => faults.once(null, { eror: 1 } as never), TypeError);
});

// The official cases between our own ends, in one process; and each case against a service that does one thing
// wrong, which the case must notice. Those with a clock in them (soak, reports at intervals) are run between
// processes by `npm run interop`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Channel,
  createChannel,
  createClient,
  createServer,
  Metadata,
  type ServerCall,
  StatusError,
  uncompressed,
} from "trunkline";
import { TestService, UnimplementedService } from "../gen/grpc/testing/test_pb.js";
import { cases } from "./cases.js";
import { readFlags } from "./flags.js";
import { LoadMetrics } from "./orca-service.js";
import { createTestService, type TestServiceHandlers } from "./test-service.js";

const soak = {
  iterations: 3,
  maxFailures: 0,
  maxLatencyMs: Infinity,
  minTimeBetweenMs: 0,
  timeoutMs: Infinity,
  requestBytes: 100,
  responseBytes: 100,
  threads: 2,
};

/** A service with some handlers in place of its own. */
type Change = (own: TestServiceHandlers) => Partial<TestServiceHandlers> & {
  unimplementedCall?: () => object;
};

async function runCase(name: string, change: Change = () => ({})): Promise<void> {
  const server = createServer();
  const own = createTestService(new LoadMetrics());
  const changed = change(own);
  server.addService(TestService, { ...own, ...changed }, { partial: true });
  if (changed.unimplementedCall !== undefined) {
    server.addService(UnimplementedService, { unimplementedCall: () => ({}) });
  }
  const target = await server.listen("127.0.0.1:0");
  const openChannel = (): Channel => createChannel(target);
  const channel = openChannel();
  try {
    const client = createClient(TestService, channel);
    await cases[name]!({ channel, client, openChannel, soak, log: () => {} });
  } finally {
    await channel.close({ graceMs: 0 });
    await server.close({ graceMs: 0 });
  }
}

describe("the official cases pass between our client and our server", () => {
  for (const name of Object.keys(cases)) {
    if (name !== "orca_oob") test(name, () => runCase(name));
  }
});

/** The call as a handler sees it that knows nothing of the client's metadata. */
const withoutMetadata = (call: ServerCall): ServerCall =>
  new Proxy(call, {
    get: (target, key) => (key === "metadata" ? new Metadata() : Reflect.get(target, key, target)),
  });

const trimmed: Change = (own) => ({
  unaryCall: (request, call) => {
    const { responseStatus: status } = request;
    if (status !== undefined) status.message = `${status.message.trim()}.`;
    return own.unaryCall(request, call);
  },
});

const blind: Change = (own) => ({
  unaryCall: (request, call) => own.unaryCall({ ...request, expectCompressed: undefined }, call),
  async streamingInputCall(requests) {
    let aggregatedPayloadSize = 0;
    for await (const { payload } of requests) aggregatedPayloadSize += payload?.body.length ?? 0;
    return { aggregatedPayloadSize };
  },
});

const plain: Change = (own) => ({
  async unaryCall(request, call) {
    return uncompressed((await own.unaryCall(request, call)) as object);
  },
  async *streamingOutputCall(request, call) {
    for await (const reply of own.streamingOutputCall(request, call)) yield uncompressed(reply);
  },
});

const short: Change = () => ({ unaryCall: () => ({ payload: { body: new Uint8Array(99) } }) });
const implemented: Change = () => ({ unimplementedCall: () => ({}) });

const mistakes: Readonly<Record<string, [mistake: string, Change]>> = {
  large_unary: ["a payload that is too short", short],
  client_streaming: [
    "a sum that is wrong",
    () => ({ streamingInputCall: () => ({ aggregatedPayloadSize: 1 }) }),
  ],
  server_streaming: [
    "one reply more",
    (own) => ({
      async *streamingOutputCall(request, call) {
        yield* own.streamingOutputCall(request, call);
        yield {};
      },
    }),
  ],
  ping_pong: [
    "a stream that ends early",
    (own) => ({
      async *fullDuplexCall(requests, call) {
        for await (const reply of own.fullDuplexCall(requests, call)) {
          yield reply;
          return;
        }
      },
    }),
  ],
  empty_stream: ["a reply to nothing", () => ({ fullDuplexCall: () => [{}] })],
  status_code_and_message: ["another text", trimmed],
  special_status_message: ["a text without its white space", trimmed],
  custom_metadata: [
    "no echo",
    (own) => ({ unaryCall: (request, call) => own.unaryCall(request, withoutMetadata(call)) }),
  ],
  unimplemented_method: ["an answer", implemented],
  unimplemented_service: ["an answer", implemented],
  client_compressed_unary: ["no look at how requests came", blind],
  client_compressed_streaming: ["no look at how requests came", blind],
  server_compressed_unary: ["nothing compressed", plain],
  server_compressed_streaming: ["nothing compressed", plain],
  rpc_soak: ["payloads that are too short", short],
  channel_soak: ["payloads that are too short", short],
  orca_per_rpc: ["no report", short],
};

describe("an official case fails where the server has one thing wrong", () => {
  for (const [name, [mistake, change]] of Object.entries(mistakes)) {
    test(`${name}: ${mistake}`, async () => {
      // The case's own sentence: a StatusError would be a call that went wrong by accident.
      await assert.rejects(runCase(name, change), (error) => !StatusError.is(error));
    });
  }
});

test("half-duplex calls are answered when all has come, and cacheable ones as others are", async () => {
  const server = createServer();
  server.addService(TestService, createTestService(new LoadMetrics()), { partial: true });
  const channel = createChannel(server);
  const client = createClient(TestService, channel);
  const sizes: (number | undefined)[] = [];
  const requests = [1, 2].map((size) => ({ responseParameters: [{ size }, { size: size * 10 }] }));
  for await (const { payload } of client.halfDuplexCall(requests)) sizes.push(payload?.body.length);
  assert.deepEqual(sizes, [1, 10, 2, 20]);
  const { payload } = await client.cacheableUnaryCall({ responseSize: 3 });
  assert.equal(payload?.body.length, 3);
  await channel.close();
  await server.close();
});

describe("readFlags()", () => {
  const defaults = { port: 1, use_tls: false, host: "here" };

  test("takes flags as programs of other languages do", () => {
    const written = [
      ["--port=7", "--use_tls=true", "--host=there"],
      ["-port", "7", "-use_tls", "-host", "there"],
    ];
    for (const args of written) {
      assert.deepEqual(readFlags(args, defaults), { port: 7, use_tls: true, host: "there" });
    }
    assert.deepEqual(readFlags([], defaults), defaults);
  });

  test("says what is wrong", () => {
    assert.throws(
      () => readFlags(["--prot=7"], defaults),
      /^TypeError: There is no flag "--prot=7"/,
    );
    assert.throws(() => readFlags(["--port=x"], defaults), /expected a whole number/);
    assert.throws(() => readFlags(["--port"], defaults), /The flag --port has no value/);
    assert.throws(() => readFlags(["--use_tls=yes"], defaults), /expected true or false/);
  });
});

// Compressed messages between ours and grpc-js, large enough to go through Node's threads, both ways.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as grpc from "@grpc/grpc-js";
import { createChannel, createClient, createServer, wasCompressed } from "trunkline";
import {
  type MethodType,
  type ServiceType,
  StringValue,
  type StringValueInit,
} from "trunkline/protobuf";

type Rpc = MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit>;

const path = "/test.Echo/Say";
const say: Rpc = {
  kind: "unary",
  name: "Say",
  localName: "say",
  path,
  input: StringValue,
  output: StringValue,
};
const Echo: ServiceType<{ say: Rpc }> = { typeName: "test.Echo", methods: { say } };

const definition: grpc.MethodDefinition<StringValueInit, StringValueInit> = {
  path,
  requestStream: false,
  responseStream: false,
  requestSerialize: (message) => Buffer.from(StringValue.encode(message)),
  requestDeserialize: (bytes) => StringValue.decode(bytes),
  responseSerialize: (message) => Buffer.from(StringValue.encode(message)),
  responseDeserialize: (bytes) => StringValue.decode(bytes),
};

const values = ["tiny", "a value ".repeat(500), "a longer value ".repeat(20_000)];

describe("our server and grpc-js", () => {
  const seen: boolean[] = [];
  const server = createServer();
  server.addService(Echo, {
    say(request) {
      seen.push(wasCompressed(request));
      return { value: request.value };
    },
  });
  let target = "";
  before(async () => {
    target = await server.listen("127.0.0.1:0");
  });
  after(() => server.close({ graceMs: 0 }));

  for (const [algorithm, name] of [
    [grpc.compressionAlgorithms.deflate, "deflate"],
    [grpc.compressionAlgorithms.gzip, "gzip"],
  ] as const) {
    test(`a client that sends ${name}`, async () => {
      const client = new grpc.Client(target, grpc.credentials.createInsecure(), {
        "grpc.default_compression_algorithm": algorithm,
      });
      for (const value of values) {
        seen.length = 0;
        const reply = await new Promise<StringValueInit | undefined>((resolve, reject) => {
          const { requestSerialize, responseDeserialize } = definition;
          client.makeUnaryRequest(
            path,
            requestSerialize,
            responseDeserialize,
            { value },
            (error, given) => (error === null ? resolve(given) : reject(error)),
          );
        });
        assert.deepEqual(reply, { value });
        assert.deepEqual(seen, [true]);
      }
      client.close();
    });
  }
});

// grpc-js itself compresses no replies.
describe("our client and grpc-js", () => {
  const server = new grpc.Server();
  let port = 0;
  before(async () => {
    server.addService(
      { say: definition },
      {
        say: (
          call: grpc.ServerUnaryCall<StringValueInit, StringValueInit>,
          send: grpc.sendUnaryData<StringValueInit>,
        ) => send(null, call.request),
      },
    );
    const insecure = grpc.ServerCredentials.createInsecure();
    port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", insecure, (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
  });
  after(() => server.forceShutdown());

  for (const send of ["gzip", "deflate", "identity"]) {
    test(`a client that sends ${send}`, async () => {
      await using channel = createChannel(`127.0.0.1:${port}`, { compression: { send } });
      const echo = createClient(Echo, channel);
      for (const value of values) {
        const reply = await echo.say({ value });
        assert.equal(reply.value, value);
      }
    });
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect as connectTls } from "node:tls";
import {
  Client as GrpcJsClient,
  Server as GrpcJsServer,
  credentials as grpcJs,
  ServerCredentials,
} from "@grpc/grpc-js";
import { createAuthority } from "@trunkline/scripts/certificates";
import { createServer, type Refusal, tls } from "trunkline";
import { EMPTY, Probe } from "./probe.testing.js";
import { testTlsMistakes } from "./tls-mistakes.testing.js";

testTlsMistakes("our server", async (pair) => {
  const server = createServer();
  server.addService(Probe, { probe: () => EMPTY }, { partial: true });
  const options = pair === undefined ? {} : { credentials: tls(pair) };
  const target = await server.listen("127.0.0.1:0", options);
  return { target, [Symbol.asyncDispose]: () => server.close({ graceMs: 0 }) };
});

const nothing = (): Buffer => Buffer.alloc(0);

testTlsMistakes("grpc-js", async (pair) => {
  const server = new GrpcJsServer();
  server.addService(
    {
      probe: {
        path: "/test.Probe/Probe",
        requestStream: false,
        responseStream: false,
        requestSerialize: nothing,
        requestDeserialize: () => ({}),
        responseSerialize: nothing,
        responseDeserialize: () => ({}),
      },
    },
    { probe: (_call: unknown, answer: (error: null, reply: object) => void) => answer(null, {}) },
  );
  const secured =
    pair &&
    ServerCredentials.createSsl(null, [
      { private_key: Buffer.from(pair.key), cert_chain: Buffer.from(pair.cert) },
    ]);
  const port = await new Promise<number>((resolve, reject) => {
    const given = secured ?? ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", given, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    target: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.forceShutdown();
    },
  };
});

const authority = createAuthority("Authority of this test");

/** What our server says of a grpc-js client. */
async function saidOf(
  pair: { key: string; cert: string } | undefined,
  client: ReturnType<typeof grpcJs.createSsl>,
): Promise<string> {
  const refusal = withResolvers<Refusal>();
  await using server = createServer({ onRefused: refusal.resolve });
  const options = pair === undefined ? {} : { credentials: tls(pair) };
  const target = await server.listen("127.0.0.1:0", options);
  const calling = new GrpcJsClient(target, client);
  calling.makeUnaryRequest("/test.Probe/Probe", nothing, nothing, {}, () => {});
  const { error, peer, kind } = await refusal.promise;
  calling.close();
  assert.equal(kind, "handshake");
  assert.ok(error.message.includes(peer), error.message);
  return error.message.replace(peer, "A");
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test("our server says so when a plaintext client meets TLS", async () => {
  const said = await saidOf(authority.issue(), grpcJs.createInsecure());
  assert.equal(said, "The client at A speaks no TLS");
});

// grpc-js begins TLS on a connection that is there already: on newer versions of Node our SETTINGS are what it reads
// first, and it goes without a word.
test("our server says so when a TLS client meets plaintext", async () => {
  const refusal = withResolvers<Refusal>();
  await using server = createServer({ onRefused: refusal.resolve });
  const target = await server.listen("127.0.0.1:0");
  const socket = connectTls({ port: Number(target.split(":")[1]), host: "127.0.0.1" });
  socket.on("error", () => {});
  const { error, peer } = await refusal.promise;
  socket.destroy();
  assert.match(
    error.message.replace(peer, "A"),
    /^The client speaks TLS and this port does not: give it a key .*, from A$/,
  );
});

test("our server says so when a client does not trust it", async () => {
  const trusting = grpcJs.createSsl(Buffer.from(authority.cert));
  const pairs = [
    createAuthority("Somebody").issue(),
    authority.issue({ names: ["a.example"] }),
    authority.issue({ notAfter: new Date(0) }),
  ];
  for (const pair of pairs) {
    const said = await saidOf(pair, trusting);
    assert.match(said, /^The client at A (?:does not trust|refused|ended the connection inside)/);
  }
});

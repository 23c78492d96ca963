import assert from "node:assert/strict";
import { test } from "node:test";
import type { handleUnaryCall } from "@grpc/grpc-js";
import { bufCurl } from "./buf.testing.js";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { assertPrinted, testGreeterPair } from "./greeter.testing.js";
import { callGrpcJs, grpcJsClient, startGrpcJsServer } from "./grpc-js.testing.js";
import { runProgram, startServer } from "./program.js";

const ourServer = () => withArgs(typescriptExample("greeter", "server"), "127.0.0.1:0");
const ourClient = () => typescriptExample("greeter", "client");

testGreeterPair("greeter: our client and our server", ourClient, () =>
  typescriptExample("greeter", "server"),
);

test("greeter: grpc-js client and our server", async () => {
  await using server = await startServer(ourServer());
  const client = grpcJsClient("greeter", "Greeter", server.target);
  const reply = await callGrpcJs(client, "sayHello", { name: "itfromzero" });
  client.close();
  assert.deepEqual(reply, { message: "Hello itfromzero, I am a gRPC server!" });
});

test("greeter: our client and grpc-js server", async () => {
  const sayHello: handleUnaryCall<{ name: string }, { message: string }> = (call, reply) =>
    reply(null, { message: `Hello ${call.request.name}, I am a gRPC server!` });
  await using server = await startGrpcJsServer("greeter", "Greeter", { sayHello });
  const result = await runProgram(withArgs(ourClient(), server.target, "itfromzero"));
  assertPrinted(result, "Hello itfromzero, I am a gRPC server!\n");
});

test("greeter: buf curl and our server", async () => {
  await using server = await startServer(ourServer());
  const request = { name: "itfromzero" };
  const result = await runProgram(bufCurl("greeter", server.target, "Greeter/SayHello", request));
  assert.equal(result.stderr, "");
  assert.deepEqual(JSON.parse(result.stdout), { message: "Hello itfromzero, I am a gRPC server!" });
});

test("greeter: our client tells in a sentence that there is no server", async () => {
  const serving = await startServer(ourServer());
  await serving.program.stop();
  const { exitCode, stdout, stderr } = await runProgram(withArgs(ourClient(), serving.target));
  assert.deepEqual({ exitCode, stdout }, { exitCode: 1, stdout: "" });
  assert.match(stderr, /^UNAVAILABLE: Cannot reach .*ECONNREFUSED/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type handleUnaryCall, status } from "@grpc/grpc-js";
import { bufCurl } from "./buf.testing.js";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { assertPrinted } from "./greeter.testing.js";
import { callGrpcJs, grpcJsClient, startGrpcJsServer } from "./grpc-js.testing.js";
import { runProgram, startServer } from "./program.js";
import { testUserStatsPair, userSeven } from "./user-stats.testing.js";

const ourServer = (...args: string[]) =>
  withArgs(typescriptExample("user-stats", "server"), ...args, "127.0.0.1:0");
const ourClient = () => typescriptExample("user-stats", "client");

type GetUserStats = handleUnaryCall<{ userId: number }, typeof userSeven>;

testUserStatsPair("user-stats, our client and our server", ourClient, () =>
  typescriptExample("user-stats", "server"),
);

test("user-stats, grpc-js client and our server: the stats of a user", async () => {
  await using server = await startServer(ourServer());
  const client = grpcJsClient("user-stats", "user.UserService", server.target);
  assert.deepEqual(await callGrpcJs(client, "getUserStats", { userId: 7 }), userSeven);
  await assert.rejects(callGrpcJs(client, "getUserStats", { userId: 0 }), {
    code: status.NOT_FOUND,
    details: "No user 0",
  });
  client.close();
});

test("user-stats, grpc-js client and our server: a server that hangs", async () => {
  await using server = await startServer(ourServer("--hang"));
  const client = grpcJsClient("user-stats", "user.UserService", server.target);
  await assert.rejects(callGrpcJs(client, "getUserStats", { userId: 7 }, 300), {
    code: status.DEADLINE_EXCEEDED,
  });
  client.close();
  await server.program.waitForLine((line) => line.startsWith("query cancelled: "));
});

test("user-stats, our client and grpc-js server: the stats of a user", async () => {
  const getUserStats: GetUserStats = (_, reply) => reply(null, userSeven);
  await using server = await startGrpcJsServer("user-stats", "user.UserService", { getUserStats });
  const result = await runProgram(withArgs(ourClient(), server.target, "7"));
  assertPrinted(result, `${JSON.stringify(userSeven)}\n`);
});

test("user-stats, our client and grpc-js server: a server that hangs", async () => {
  let tellCancelled = () => {};
  const cancelled = new Promise<void>((resolve) => {
    tellCancelled = resolve;
  });
  const getUserStats: GetUserStats = (call) => call.on("cancelled", tellCancelled);
  await using server = await startGrpcJsServer("user-stats", "user.UserService", { getUserStats });
  const client = withArgs(ourClient(), "--timeout-ms", "300", server.target, "7");
  const { exitCode, stderr } = await runProgram(client);
  assert.equal(exitCode, 1);
  assert.match(stderr, /^DEADLINE_EXCEEDED: /);
  await cancelled;
});

test("user-stats, buf curl and our server: the stats of a user, and no user", async () => {
  await using server = await startServer(ourServer());
  const rpc = "user.UserService/GetUserStats";
  const found = await runProgram(bufCurl("user-stats", server.target, rpc, { userId: 7 }));
  assert.deepEqual(JSON.parse(found.stdout), userSeven);
  const missing = await runProgram(bufCurl("user-stats", server.target, rpc, { userId: 0 }));
  assert.notEqual(missing.exitCode, 0);
  assert.equal(JSON.parse(missing.stderr).code, "not_found");
});

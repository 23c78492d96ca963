// `buf curl`, which asks for reflection where it is given no schema.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeCommand } from "../command.js";
import { runProgram } from "../program.js";
import { repositoryPath } from "../workspace.js";
import { startServing } from "./serving.testing.js";

function bufCurl(target: string, rpc: string, request: object, ...args: string[]) {
  return nodeCommand(repositoryPath("node_modules/@bufbuild/buf/bin/buf"), [
    "curl",
    ...["--protocol", "grpc", "--http2-prior-knowledge"],
    ...["--data", JSON.stringify(request)],
    ...args,
    `http://${target}/${rpc}`,
  ]);
}

for (const version of ["grpc-v1", "grpc-v1alpha"]) {
  test(`buf curl calls by reflection, ${version}`, async () => {
    await using serving = await startServing();
    const command = (rpc: string, request: object) =>
      bufCurl(serving.target, rpc, request, "--reflect-protocol", version);
    const hello = await runProgram(command("Greeter/SayHello", { name: "buf" }));
    assert.equal(hello.stderr, "");
    assert.deepEqual(JSON.parse(hello.stdout), { message: "Hello buf, I am a gRPC server!" });
    const health = await runProgram(command("grpc.health.v1.Health/Check", {}));
    assert.deepEqual(JSON.parse(health.stdout), { status: "SERVING" });
  });
}

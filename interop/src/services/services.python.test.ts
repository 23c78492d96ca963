// grpcio's own clients of reflection and of health.

import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "@trunkline/scripts/peers";
import { Program, runProgram } from "../program.js";
import { repositoryPath } from "../workspace.js";
import { startServing } from "./serving.testing.js";

function python(script: string, ...args: readonly string[]) {
  const { ready, why, paths } = peer("python");
  if (!ready) throw new Error(`Cannot run ${script} with Python: ${why}`);
  return {
    file: paths.python,
    args: [repositoryPath(`interop/services/python/${script}`), ...args],
  };
}

test("Python's descriptor database is filled by reflection", async () => {
  await using serving = await startServing();
  const { exitCode, stdout, stderr } = await runProgram(python("reflection.py", serving.target));
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(stdout.trim().split("\n"), [
    "services Greeter grpc.health.v1.Health grpc.reflection.v1.ServerReflection grpc.reflection.v1alpha.ServerReflection logs.LogService",
    "reply Hello Python, I am a gRPC server!",
    "levels LEVEL_UNSPECIFIED LEVEL_INFO LEVEL_WARN LEVEL_ERROR",
    "numbers 101 120",
    "extension parcels.note",
    'missing "Couldn\'t find message parcels.Nothing"',
  ]);
});

test("Python's health client checks and watches, until the server closes", async () => {
  await using serving = await startServing();
  const { server, health, target } = serving;
  const program = new Program(python("health.py", target, "Greeter"));
  assert.equal(await program.lineAt(0), "check SERVING");
  assert.equal(await program.lineAt(1), "watch SERVING");
  health.setStatus("Greeter", "NOT_SERVING");
  assert.equal(await program.lineAt(2), "watch NOT_SERVING");
  health.clearStatus("Greeter");
  assert.equal(await program.lineAt(3), "watch SERVING");
  await server.close({ graceMs: 60_000 });
  assert.equal(await program.lineAt(4), "watch NOT_SERVING");
  assert.equal(await program.lineAt(5), "end UNAVAILABLE The server is shutting down");
  assert.equal((await program.ended).exitCode, 0);
});

test("Python's health client hears of a service that the server has not, until it has", async () => {
  await using serving = await startServing();
  const program = new Program(python("health.py", serving.target, "readiness"));
  assert.equal(await program.lineAt(0), 'check NOT_FOUND The server has no service "readiness"');
  assert.equal(await program.lineAt(1), "watch SERVICE_UNKNOWN");
  serving.health.setStatus("readiness", "SERVING");
  assert.equal(await program.lineAt(2), "watch SERVING");
  await program.stop();
});

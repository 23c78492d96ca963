// grpcurl, which asks for reflection and has no .proto files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "@trunkline/scripts/peers";
import { Program, runProgram } from "../program.js";
import { startServing } from "./serving.testing.js";

function grpcurl(...args: readonly string[]) {
  const { ready, why, paths } = peer("grpcurl");
  if (!ready) throw new Error(`Cannot run grpcurl: ${why}`);
  return { file: paths.grpcurl, args: ["-plaintext", ...args] };
}

async function said(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(grpcurl(...args));
  assert.equal(exitCode, 0, stderr);
  return stdout;
}

test("grpcurl lists and describes by reflection", async () => {
  await using serving = await startServing();
  const { target } = serving;
  assert.deepEqual((await said(target, "list")).trim().split("\n"), [
    "Greeter",
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
    "logs.LogService",
  ]);
  assert.equal(
    await said(target, "list", "logs.LogService"),
    "logs.LogService.ListLogs\nlogs.LogService.TailLogs\nlogs.LogService.UploadLogs\n",
  );
  const service = await said(target, "describe", "logs.LogService");
  assert.match(
    service,
    /rpc TailLogs \( stream \.logs\.TailFilter \) returns \( stream \.logs\.LogLine \)/,
  );
  assert.match(
    await said(target, "describe", "logs.Level"),
    /^logs\.Level is an enum:\nenum Level \{/,
  );
  assert.match(
    await said(target, "describe", "logs.LogRequest.line_bytes"),
    /int32 line_bytes = 2;/,
  );
  const extension = await said(target, "describe", "parcels.note");
  assert.match(extension, /optional string note = 120;/);
  const health = await said(target, "describe", "grpc.health.v1.HealthCheckResponse");
  assert.match(health, /SERVICE_UNKNOWN = 3;/);
  const unknown = await runProgram(grpcurl(target, "describe", "logs.Nothing"));
  assert.equal(unknown.exitCode, 1);
  assert.match(unknown.stderr, /Symbol not found: logs\.Nothing/);
});

test("grpcurl calls by reflection", async () => {
  await using serving = await startServing();
  const { target } = serving;
  const reply = await said("-d", '{"name": "grpcurl"}', target, "Greeter/SayHello");
  assert.deepEqual(JSON.parse(reply), { message: "Hello grpcurl, I am a gRPC server!" });
});

test("grpcurl asks for health, once and as a watcher that the server's end ends", async () => {
  await using serving = await startServing();
  const { target, health } = serving;
  const service = "grpc.health.v1.Health";
  assert.deepEqual(JSON.parse(await said(target, `${service}/Check`)), { status: "SERVING" });
  health.setStatus("Greeter", "NOT_SERVING");
  const { statuses } = JSON.parse(await said(target, `${service}/List`)) as {
    statuses: Record<string, unknown>;
  };
  assert.deepEqual(statuses.Greeter, { status: "NOT_SERVING" });
  const missing = await runProgram(grpcurl("-d", '{"service": "no"}', target, `${service}/Check`));
  assert.match(missing.stderr, /Code: NotFound\n {2}Message: The server has no service "no"/);

  const watch = new Program(grpcurl("-d", '{"service": "Greeter"}', target, `${service}/Watch`));
  await watch.waitForLine((line) => line.includes('"NOT_SERVING"'));
  health.setStatus("Greeter", "SERVING");
  await watch.waitForLine((line) => line.includes('"SERVING"'));
  await serving.server.close({ graceMs: 60_000 });
  const { stdout, stderr } = await watch.ended;
  assert.deepEqual(
    [...stdout.matchAll(/"status": "(\w+)"/g)].map(([, status]) => status),
    ["NOT_SERVING", "SERVING", "NOT_SERVING"],
  );
  assert.match(stderr, /Code: Unavailable\n {2}Message: The server is shutting down/);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { withArgs } from "./command.js";
import { goExample, pythonExample, typescriptExample } from "./example-programs.js";
import { runProgram, startServer } from "./program.js";

const ANY_PORT = "127.0.0.1:0";

async function totalOf(mode: string, gatewayName: string, sinkName: string): Promise<number> {
  await using sink = await startServer(
    withArgs(pythonExample("batch-gateway", sinkName), ANY_PORT),
  );
  await using gateway = await startServer(
    withArgs(typescriptExample("batch-gateway", gatewayName), sink.target, ANY_PORT),
  );
  const { stdout, stderr } = await runProgram(
    withArgs(goExample("batch-gateway", "client"), "-mode", mode, "-orders", "100", gateway.target),
  );
  assert.equal(stderr, "");
  const { orders, total } = JSON.parse(stdout) as { orders: number; total: number };
  assert.equal(orders, 100);
  return total;
}

it("batch-gateway from Go to Python: the same orders arrive in one message, as a stream and as JSON", async () => {
  const total = await totalOf("batch", "gateway", "server");
  assert.ok(total > 0);
  assert.ok(Math.abs((await totalOf("stream", "gateway", "server")) - total) < 1e-6);
  assert.ok(Math.abs((await totalOf("rest", "rest-gateway", "rest_server")) - total) < 1e-6);
});

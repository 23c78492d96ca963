import assert from "node:assert/strict";
import { test } from "node:test";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { runProgram, startServer } from "./program.js";

const server = () => withArgs(typescriptExample("errors", "server"), "127.0.0.1:0");

test("errors: each is told with all that its details say", async () => {
  await using running = await startServer(server());
  const order = async (product: string, count: string): Promise<string> => {
    const client = withArgs(typescriptExample("errors", "client"), running.target, product, count);
    const { exitCode, stdout, stderr } = await runProgram(client);
    assert.equal(stderr, "");
    assert.equal(exitCode, stdout.startsWith("order") ? 0 : 1);
    return stdout;
  };
  assert.equal(await order("tea", "2"), "order 1: 2 of tea\n");
  assert.equal(
    await order("", "0"),
    "INVALID_ARGUMENT: The request is not valid: product is empty; count is less than 1\n  product is empty\n  count is less than 1\n",
  );
  assert.equal(
    await order("coffee", "1"),
    'NOT_FOUND: There is no product "coffee"\n  product coffee\n',
  );
  assert.equal(
    await order("milk", "1"),
    'UNAVAILABLE: "milk" is sold out\n  orders.example/SOLD_OUT product=milk\n  again in 60 s\n  next delivery: tomorrow\n',
  );
  assert.equal(
    await order("tea", "1000"),
    'RESOURCE_EXHAUSTED: Only 10 are left of "tea"\n  tea: 10 are left\n',
  );
  assert.equal(await order("bug", "1"), "UNKNOWN: The server failed to handle the call\n");
  assert.equal(await order("tea", "1"), "order 2: 1 of tea\n");
});

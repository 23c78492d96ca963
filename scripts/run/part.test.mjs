import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { runPart } from "./part.mjs";

const node = (code) => [process.execPath, "-e", code];

test("runPart() tells what a part said, and whether it passed", async () => {
  const passing = {
    name: "one",
    command: node("console.log(process.env.GIVEN)"),
    env: { GIVEN: "x" },
  };
  const { counts, output } = await runPart(passing, false);
  assert.deepEqual(counts, { passed: 1, failed: 0, skipped: 0 });
  assert.equal(output, "x\n");
  const failing = { name: "two", command: node("process.exit(3)"), env: {} };
  assert.equal((await runPart(failing, false)).counts.failed, 1);
  const missing = { name: "three", command: ["/no/such/file"], env: {} };
  assert.match((await runPart(missing, false)).output, /^Cannot run three: .*ENOENT/);
});

test("runPart() ends a part that hangs with all that it has started, and says so", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address();
  const inner = `require("node:net").connect(${port}, "127.0.0.1").on("error", () => {}).resume()`;
  const outer = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(inner)}])`;
  const hanging = { name: "four", command: node(outer), env: {} };
  const deadline = new AbortController();
  const result = runPart(hanging, false, deadline.signal);
  // What the part has started is there now, and is gone when its connection is.
  const [socket] = await once(server, "connection");
  const isGone = once(socket.on("error", () => {}).resume(), "close");
  deadline.abort();
  const { counts, output } = await result;
  await isGone;
  assert.equal(counts.failed, 1);
  assert.match(output, /^four had not ended after 0 minutes: it hangs/);
  assert.match(output, /four was ended by SIGKILL/);
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

const groups = new URL("./groups.mjs", import.meta.url).href;

/** Holds two groups, each of a process that connects to `port` and stays. */
const holder = (port) => `
import { spawn } from "node:child_process";
import { holdGroup } from ${JSON.stringify(groups)};
process.stderr; // As where something was told before: a pipe that is full then refuses a write.
const stay = 'require("node:net").connect(${port}, "127.0.0.1").on("error", () => {}).resume()';
for (const text of ["a".repeat(1_000_000), "b"]) {
  const { pid } = spawn(process.execPath, ["-e", stay], { detached: true, stdio: "ignore" });
  holdGroup(pid, () => text);
}`;

test("holdGroup() has every group ended and its text told when the process ends", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const ended = [];
  const bothAreThere = new Promise((resolve) => {
    server.on("connection", (socket) => {
      socket.on("error", () => {}).resume();
      ended.push(once(socket, "close"));
      if (ended.length === 2) resolve();
    });
  });
  const args = ["--input-type=module", "-e", holder(server.address().port)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  await bothAreThere;
  child.kill("SIGTERM");
  // Nothing of the text is read before: it is more than a pipe holds.
  await Promise.all(ended);
  let said = "";
  for await (const chunk of child.stderr.setEncoding("utf8")) said += chunk;
  assert.equal(said.length, 1_000_001);
  assert.match(said, /^a+b$/);
});

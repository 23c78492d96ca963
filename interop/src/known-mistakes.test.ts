// docs/known-mistakes.md: what other implementations get wrong. Those of its tests that have no better place are here,
// and one that looks whether all of them are still there.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:http2";
import { test } from "node:test";
import { createChannel, createClient, createServer, Status } from "trunkline";
import { Echo } from "./echo.testing.js";
import { repositoryPath } from "./index.js";

test("docs/known-mistakes.md names tests that are there", () => {
  const rows = readFileSync(repositoryPath("docs/known-mistakes.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| found") && !line.includes("---"))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/ \| /)
        .map((cell) => cell.trim()),
    );
  assert.ok(rows.length > 20, `${rows.length} rows`);
  for (const [, mistake, name, file] of rows) {
    const source = readFileSync(repositoryPath(file!), "utf8");
    const isThere = ["test(", "it("].some((call) => source.includes(`${call}"${name}"`));
    assert.ok(isThere, `${mistake}: no test "${name}" in ${file}`);
  }
});

test("a timeout of 30 days, of 597 hours or of the longest there is does not end the call", async () => {
  const given: number[] = [];
  const server = createServer();
  server.addService(
    Echo,
    {
      say: (request, call) => {
        given.push(call.timeRemainingMs());
        return request;
      },
    },
    { partial: true },
  );
  const channel = createChannel(server);
  const echo = createClient(Echo, channel);
  const timeouts = [2_592_000_000, 597 * 3_600_000, 99_999_999 * 3_600_000];
  for (const timeoutMs of timeouts) {
    assert.deepEqual(await echo.say({ value: "alive" }, { timeoutMs }), { value: "alive" });
  }
  for (const [index, timeoutMs] of timeouts.entries()) {
    assert.ok(Math.abs(given[index]! / timeoutMs - 1) < 1e-4, `${given[index]} of ${timeoutMs} ms`);
  }
  await channel.close();
  await server.close();
});

test("a handler that rejects, of every kind, ends its call and nothing else", async () => {
  const reports: unknown[] = [];
  const server = createServer({ onError: ({ error }) => void reports.push(error) });
  const mistake = new Error("a secret");
  // biome-ignore lint/correctness/useYield: it fails before.
  async function* failing(): AsyncGenerator<{ value: string }> {
    throw mistake;
  }
  const reject = () => Promise.reject(mistake);
  server.addService(Echo, { say: reject, list: failing, join: reject, chat: failing });
  const channel = createChannel(server);
  const echo = createClient(Echo, channel);
  const told = { code: Status.UNKNOWN, message: "The server failed to handle the call" };
  await assert.rejects(echo.say({}), told);
  await assert.rejects(echo.list({}).next(), told);
  await assert.rejects(echo.join([{}]), told);
  await assert.rejects(echo.chat([{}]).next(), told);
  assert.deepEqual(reports, [mistake, mistake, mistake, mistake]);
  await channel.close();
  await server.close();
});

test("a server with default options advertises its limits", async () => {
  const server = createServer();
  const target = await server.listen("127.0.0.1:0");
  const session = connect(`http://${target}`);
  await once(session, "remoteSettings");
  const { maxConcurrentStreams, maxHeaderListSize } = session.remoteSettings;
  assert.equal(maxConcurrentStreams, 250);
  assert.ok(maxHeaderListSize! > 0 && maxHeaderListSize! <= 65_536, `${maxHeaderListSize}`);
  session.destroy();
  await server.close();
});

test("an unknown method with a percent sign in its name is told as it was asked for", async () => {
  const server = createServer();
  server.addService(Echo, {}, { partial: true });
  const target = await server.listen("127.0.0.1:0");
  const channel = createChannel(target);
  const method = { ...Echo.methods.say, name: "No%20%zz", path: "/test.Echo/No%20%zz" };
  const odd = createClient({ typeName: "test.Echo", methods: { odd: method } }, channel);
  await assert.rejects(odd.odd({}), {
    code: Status.UNIMPLEMENTED,
    message: 'The service "test.Echo" has no method "No%20%zz"',
  });
  await channel.close();
  await server.close();
});

test("the runtime needs no private field of Node and imports nothing but Node", () => {
  const root = repositoryPath("packages/trunkline/src");
  const manifest = JSON.parse(readFileSync(`${root}/../package.json`, "utf8"));
  assert.deepEqual([manifest.dependencies, manifest.peerDependencies], [undefined, undefined]);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/\.(test|testing|types)\.ts$/.test(file),
  );
  assert.ok(files.length > 200, `${files.length} files`);
  for (const file of files) {
    const source = readFileSync(`${root}/${file}`, "utf8");
    const imported = [...source.matchAll(/^(?:import|export)[^"']* from "([^"]+)"/gm)];
    for (const [, from] of imported) assert.match(from!, /^(\.{1,2}\/|node:)/, file);
    const hidden =
      /\b(socket|stream|server|session)\._[a-z]\w*|_(readable|writable)State|_handle\b/;
    // That file looks whether Node is as it knows it, and reads as anyone does where it is not.
    if (file !== "transport/read-memory.ts") assert.doesNotMatch(source, hidden, file);
  }
});

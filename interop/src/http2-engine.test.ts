// The example of the engine alone, asked by node:http2.

import assert from "node:assert/strict";
import { type ClientHttp2Session, connect } from "node:http2";
import { test } from "node:test";
import { nodeCommand, withArgs } from "./command.js";
import { startServer } from "./program.js";
import { repositoryPath } from "./workspace.js";

const engineServer = () =>
  withArgs(nodeCommand(repositoryPath("examples/http2-engine/dist/server.js")), "127.0.0.1:0");

function ask(session: ClientHttp2Session, path: string, body: string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": body === null ? "GET" : "POST",
      ":path": path,
    });
    let answer = "";
    stream.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    stream.on("end", () => resolve(answer));
    stream.on("error", reject);
    stream.end(body ?? undefined);
  });
}

test("http2-engine: node:http2 is answered on many streams of one connection", async () => {
  await using server = await startServer(engineServer());
  const session = connect(`http://${server.target}`);
  const paths = Array.from({ length: 50 }, (_, index) => `/path/${index}`);
  const answers = await Promise.all(
    paths.map((path, index) => ask(session, path, index % 2 === 0 ? null : "x".repeat(100_000))),
  );
  session.close();
  assert.deepEqual(
    answers,
    paths.map((path) => `You asked for ${path}\n`),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  status,
} from "@grpc/grpc-js";
import { bufCurl } from "./buf.testing.js";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { assertPrinted } from "./greeter.testing.js";
import { grpcJsClient, startGrpcJsServer } from "./grpc-js.testing.js";
import { assertTailed, testLogStreamPair } from "./log-stream.testing.js";
import { runProgram, startServer } from "./program.js";

const SERVICE = "logs.LogService";
const ourServer = () => withArgs(typescriptExample("log-stream", "server"), "127.0.0.1:0");
const ours = (name: string, ...args: string[]) =>
  withArgs(typescriptExample("log-stream", name), ...args);

interface LogLine {
  readonly level: number;
  readonly text: string;
}

testLogStreamPair(
  "log-stream, our client and our server",
  (name) => ours(name),
  () => typescriptExample("log-stream", "server"),
);

test("log-stream, grpc-js client and our server: a request that makes no sense is refused", async () => {
  await using server = await startServer(ourServer());
  const client = grpcJsClient("log-stream", SERVICE, server.target);
  const read = async () => {
    for await (const { line } of client.listLogs({ count: 1, lineBytes: -1 })) assert.fail(line);
  };
  await assert.rejects(read(), { code: status.INVALID_ARGUMENT });
  client.close();
});

test("log-stream, grpc-js client and our server: lines down, lines up, and both", async () => {
  await using server = await startServer(ourServer());
  const client = grpcJsClient("log-stream", SERVICE, server.target);

  let lines = 0;
  for await (const { line } of client.listLogs({ count: 10_000, lineBytes: 120 })) {
    assert.equal(line.length, 120);
    lines++;
  }
  assert.equal(lines, 10_000);

  const summary = await new Promise((resolve, reject) => {
    const upload = client.uploadLogs((error: Error | null, reply: object) => {
      if (error === null) resolve(reply);
      else reject(error);
    });
    for (let sent = 0; sent < 1_000; sent++) upload.write({ level: 3, text: "disk full" });
    upload.end();
  });
  assert.deepEqual(summary, { lines: 1_000, bytes: 9_000, errors: 1_000 });

  const tail = client.tailLogs();
  tail.write({ atLeast: 1 });
  const seen: LogLine[] = [];
  let errorsSinceChange = 0;
  for await (const line of tail) {
    seen.push(line);
    if (seen.length === 10) tail.write({ atLeast: 3 });
    if (seen.length > 10 && line.level === 3 && ++errorsSinceChange === 3) tail.end();
  }
  assert.deepEqual(
    seen.slice(0, 10).map((line) => line.text),
    Array.from({ length: 10 }, (_, at) => `event ${at + 1}`),
  );
  // Lines of other levels may have been under way when the filter changed, also behind the third error.
  assert.equal(errorsSinceChange >= 3, true);
  client.close();
});

test("log-stream, our client and grpc-js server: lines down, lines up, and both", async () => {
  const listLogs: handleServerStreamingCall<{ count: number }, { line: string }> = (call) => {
    for (let sent = 0; sent < call.request.count; sent++) call.write({ line: "x".repeat(120) });
    call.end();
  };
  const uploadLogs: handleClientStreamingCall<LogLine, object> = (call, reply) => {
    let lines = 0;
    let bytes = 0;
    call.on("data", ({ text }: LogLine) => {
      lines++;
      bytes += text.length;
    });
    call.on("end", () => reply(null, { lines, bytes, errors: 0 }));
  };
  const tailLogs: handleBidiStreamingCall<{ atLeast: number }, LogLine> = (call) => {
    let atLeast = 0;
    let number = 0;
    const timer = setInterval(() => {
      const level = ++number % 10 === 0 ? 3 : number % 3 === 0 ? 2 : 1;
      if (level >= atLeast) call.write({ level, text: `event ${number}` });
    }, 1);
    call.on("data", (filter) => {
      atLeast = filter.atLeast;
    });
    call.on("end", () => {
      clearInterval(timer);
      call.end();
    });
  };
  const handlers = { listLogs, uploadLogs, tailLogs };
  await using server = await startGrpcJsServer("log-stream", SERVICE, handlers);
  const listed = await runProgram(ours("list", server.target, "10000"));
  assertPrinted(listed, '{"lines":10000,"characters":1200000}\n');
  const uploaded = await runProgram(ours("upload", server.target, "1000"));
  assertPrinted(uploaded, '{"lines":1000,"bytes":8893,"errors":0}\n');
  const { exitCode, stdout, stderr } = await runProgram(ours("tail", server.target));
  assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
  assertTailed(stdout);
});

test("log-stream, buf curl and our server: lines down and lines up", async () => {
  await using server = await startServer(ourServer());
  const list = bufCurl("log-stream", server.target, `${SERVICE}/ListLogs`, {
    count: 3,
    lineBytes: 8,
  });
  const listed = await runProgram(list);
  assert.equal(listed.stderr, "");
  assert.equal(listed.stdout.match(/"line":/g)?.length, 3);
  const lines = [{ level: "LEVEL_ERROR", text: "one" }, { text: "three" }];
  const upload = bufCurl("log-stream", server.target, `${SERVICE}/UploadLogs`, lines);
  const uploaded = await runProgram(upload);
  assert.deepEqual(JSON.parse(uploaded.stdout), { lines: 2, bytes: "8", errors: 1 });
});

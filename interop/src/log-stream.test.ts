import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  status,
} from "@grpc/grpc-js";
import { bufCurl } from "./buf.testing.js";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { assertPrinted } from "./greeter.testing.js";
import { grpcJsClient, startGrpcJsServer } from "./grpc-js.testing.js";
import { runProgram, startServer } from "./program.js";

const SERVICE = "logs.LogService";
const ourServer = () => withArgs(typescriptExample("log-stream", "server"), "127.0.0.1:0");
const ours = (name: string, ...args: string[]) =>
  withArgs(typescriptExample("log-stream", name), ...args);

interface LogLine {
  readonly level: number;
  readonly text: string;
}

test("log-stream, our client and our server: 100,000 lines of 120 characters", async () => {
  await using server = await startServer(ourServer());
  const result = await runProgram(ours("list", server.target));
  assertPrinted(result, '{"lines":100000,"characters":12000000}\n');
});

test("log-stream, our client and our server: leaving after 10 lines ends the handler", async () => {
  await using server = await startServer(ourServer());
  // Without end, so that only the cancellation can end it.
  const result = await runProgram(ours("list", "--leave-after", "10", server.target, "0"));
  assertPrinted(result, '{"lines":10,"characters":1200}\n');
  await server.program.waitForLine((line) => /^ListLogs ended after \d+ lines$/.test(line));
});

test("log-stream, grpc-js client and our server: a request that makes no sense is refused", async () => {
  await using server = await startServer(ourServer());
  const client = grpcJsClient("log-stream", SERVICE, server.target);
  const read = async () => {
    for await (const { line } of client.listLogs({ count: 1, lineBytes: -1 })) assert.fail(line);
  };
  await assert.rejects(read(), { code: status.INVALID_ARGUMENT });
  client.close();
});

test("log-stream, our client and our server: lines uploaded", async () => {
  await using server = await startServer(ourServer());
  const result = await runProgram(ours("upload", server.target, "1000"));
  assertPrinted(result, '{"lines":1000,"bytes":8893,"errors":100}\n');
});

test("log-stream, our client and our server: a tail whose filter changes midway", async () => {
  await using server = await startServer(ourServer());
  const { exitCode, stdout, stderr } = await runProgram(ours("tail", server.target));
  assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: "" });
  const [before, after] = stdout.split("only errors from here on\n") as [string, string];
  assert.deepEqual(
    before.trimEnd().split("\n"),
    [1, 1, 2, 1, 1, 2, 1, 1, 2, 3].map((level, at) => `${level} event ${at + 1}`),
  );
  const lines = after.trimEnd().split("\n");
  assert.ok(lines.filter((line) => line.startsWith("3 ")).length >= 3, after);
  // The last line was chosen by the new filter for certain: lines under way before it may be others.
  assert.match(lines.at(-1)!, /^3 event \d+0$/);
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

test("log-stream, our client and grpc-js server: lines down and lines up", async () => {
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
  await using server = await startGrpcJsServer("log-stream", SERVICE, { listLogs, uploadLogs });
  const listed = await runProgram(ours("list", server.target, "10000"));
  assertPrinted(listed, '{"lines":10000,"characters":1200000}\n');
  const uploaded = await runProgram(ours("upload", server.target, "1000"));
  assertPrinted(uploaded, '{"lines":1000,"bytes":8893,"errors":0}\n');
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

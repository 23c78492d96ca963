// The codec where there is no Buffer and no process: a browser, as far as it can tell.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  delete globalThis.Buffer;
  delete globalThis.process;
  import(workerData).then((all) => {
    const { BytesValue, DecodeError, StringValue, fromJsonString, toJsonString } = all;
    const texts = ["", "abc", "thirteen char", "grüße", "x".repeat(30), "🚂".repeat(1000), "a\\ud800", "\\uFEFFb"];
    const read = texts.map((value) => StringValue.decode(StringValue.encode({ value })).value);
    let message = "";
    try {
      StringValue.decode(Uint8Array.of(10, 2, 0xc3, 0x28));
    } catch (error) {
      if (error instanceof DecodeError) message = error.message;
    }
    let unknown = "";
    try {
      StringValue.encode({ text: "a" });
    } catch (error) {
      unknown = error.message;
    }
    const bytes = BytesValue.encode({ value: Uint8Array.of(1, 2) });
    const data = toJsonString(BytesValue, fromJsonString(BytesValue, '"-_8"'));
    parentPort.postMessage({ read, message, unknown, bytes, data });
  });
`;

test("messages are encoded and decoded without Buffer and process", async () => {
  const index = new URL("./index.js", import.meta.url).href;
  const worker = new Worker(program, { eval: true, workerData: index });
  const [result] = await once(worker, "message");
  await worker.terminate();
  assert.deepEqual(result.read, [
    "",
    "abc",
    "thirteen char",
    "grüße",
    "x".repeat(30),
    "🚂".repeat(1000),
    "a\uFFFD",
    "\uFEFFb",
  ]);
  assert.equal(
    result.message,
    "Cannot decode google.protobuf.StringValue: value at offset 2 is not valid UTF-8",
  );
  assert.match(result.unknown, /has no key "text"/);
  assert.equal(result.data, '"+/8="');
  assert.deepEqual(result.bytes, Uint8Array.of(10, 2, 1, 2));
});

test("unknown keys are not looked for in production", async () => {
  const index = new URL("./index.js", import.meta.url).href;
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
     import(workerData).then(({ StringValue }) =>
       parentPort.postMessage(StringValue.encode({ text: "a", value: "b" })));`,
    { eval: true, workerData: index, env: { NODE_ENV: "production" } },
  );
  const [bytes] = await once(worker, "message");
  await worker.terminate();
  assert.deepEqual(bytes, Uint8Array.of(10, 1, 98));
});

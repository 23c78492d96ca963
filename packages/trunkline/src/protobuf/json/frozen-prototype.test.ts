// Where Object.prototype is frozen against strangers, what objects inherit from it cannot be assigned to.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  import(workerData).then(({ fromJson, fromJsonString, Struct, toJson, toJsonString }) => {
    Object.freeze(Object.prototype);
    const text = '{"constructor":1,"__proto__":{"toString":2},"a":3}';
    const struct = fromJsonString(Struct, text);
    const json = toJson(Struct, struct);
    const again = toJsonString(Struct, fromJson(Struct, json));
    parentPort.postMessage([toJsonString(Struct, struct), JSON.stringify(json), again]);
  });
`;

test("toJson() has names that objects inherit, and Object.prototype may be frozen", async () => {
  const workerData = new URL("../index.js", import.meta.url).href;
  const worker = new Worker(program, { eval: true, workerData });
  const [texts] = await once(worker, "message");
  await worker.terminate();
  const text = '{"constructor":1,"__proto__":{"toString":2},"a":3}';
  assert.deepEqual(texts, [text, text, text]);
});

// The bulk load: a process of its own, so that it can be pinned to a core of its own.
//
// Reads a BulkRequest from its first argument, has the server send that many bytes, compares every one
// of them, and prints a BulkResult as one line of JSON. A tenth goes before, so that code is compiled.

import { cpuTimeMicros, residentBytes } from "@trunkline/interop";
import type { BulkRequest, BulkResult } from "./bulk-request.js";
import { EngineReceiver } from "./engine-receiver.js";
import { FrameReceiver } from "./frame-receiver.js";
import { NodeHttp2Receiver } from "./node-http2-receiver.js";
import { RawReceiver } from "./raw-receiver.js";
import type { Receiver } from "./receiver.js";

const SAMPLE_MS = 10;

const request = JSON.parse(process.argv[2] ?? "") as BulkRequest;

function fail(error: Error): never {
  console.error(error.message);
  process.exit(1);
}

function openReceiver(): Promise<Receiver> {
  switch (request.receiver) {
    case "frames":
      return new FrameReceiver(request).open(request);
    case "raw":
      return new RawReceiver().open(request);
    case "trunkline":
      return new EngineReceiver(request).open(request);
    case "node:http2":
      return new NodeHttp2Receiver(request).open(request);
  }
}

async function measure(receiver: Receiver): Promise<BulkResult> {
  const { totalBytes, serverPid } = request;
  const residentBefore = residentBytes(serverPid);
  let residentMost = residentBefore ?? 0;
  const sample = () => {
    residentMost = Math.max(residentMost, residentBytes(serverPid) ?? 0);
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const ownBefore = process.cpuUsage();
  const serverBefore = cpuTimeMicros(serverPid);
  const startedAt = performance.now();
  await receiver.fetch(totalBytes);
  const elapsedMs = performance.now() - startedAt;
  const serverAfter = cpuTimeMicros(serverPid);
  const own = process.cpuUsage(ownBefore);
  clearInterval(sampling);
  sample();
  return {
    receivedBytes: totalBytes,
    elapsedMs,
    ...(serverBefore !== undefined && serverAfter !== undefined
      ? { cpuMicros: serverAfter - serverBefore }
      : {}),
    ...(residentBefore !== undefined ? { grownBytes: residentMost - residentBefore } : {}),
    generatorShare: (own.user + own.system) / 1000 / elapsedMs,
  };
}

const receiver = await openReceiver().catch(fail);
await receiver.fetch(Math.ceil(request.totalBytes / 10)).catch(fail);
console.log(JSON.stringify(await measure(receiver).catch(fail)));
process.exit(0);

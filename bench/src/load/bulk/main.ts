// The bulk load: a process of its own, so that it can be pinned to a core of its own.
//
// Reads a BulkRequest from its first argument, has the server send that many bytes, compares every one
// of them, and prints a BulkResult as one line of JSON. A tenth goes before, so that code is compiled.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { cpuTimeMicros, residentBytes } from "@trunkline/interop";
import type { BulkRequest, BulkResult } from "./bulk-request.js";
import { Http2Receiver } from "./http2-receiver.js";
import { RawReceiver } from "./raw-receiver.js";
import type { Receiver } from "./receiver.js";

const SAMPLE_MS = 10;
const READ_BYTES = 262_144;

const request = JSON.parse(process.argv[2] ?? "") as BulkRequest;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function open({ target, isTls }: BulkRequest): Promise<Socket> {
  const colon = target.lastIndexOf(":");
  const place = { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };
  return new Promise((resolve, reject) => {
    const socket: Socket = isTls
      ? connectTls({ ...place, rejectUnauthorized: false, ALPNProtocols: ["h2"] })
      : connect({
          ...place,
          noDelay: true,
          // The same memory for each read: the receiver is not to be what is measured.
          onread: {
            buffer: Buffer.allocUnsafeSlow(READ_BYTES),
            callback: (length, buffer) => {
              receiver?.receive(Buffer.from(buffer.buffer, buffer.byteOffset, length));
              return true;
            },
          },
        });
    if (isTls) socket.on("data", (chunk) => receiver?.receive(chunk));
    socket.once("error", reject);
    socket.once(isTls ? "secureConnect" : "connect", () => {
      socket.off("error", reject);
      socket.on("error", (error) => fail(`Connection lost: ${error.message}`));
      socket.on("close", () => fail("Connection lost: closed by the server"));
      resolve(socket);
    });
  });
}

let receiver: Receiver | undefined;
const socket = await open(request).catch((error: Error) => fail(error.message));
receiver =
  request.protocol === "raw" ? new RawReceiver(socket) : new Http2Receiver(socket, request);

async function measure({ totalBytes, serverPid }: BulkRequest): Promise<BulkResult> {
  const residentBefore = residentBytes(serverPid);
  let residentMost = residentBefore ?? 0;
  const sample = () => {
    residentMost = Math.max(residentMost, residentBytes(serverPid) ?? 0);
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const ownBefore = process.cpuUsage();
  const serverBefore = cpuTimeMicros(serverPid);
  const startedAt = performance.now();
  await receiver!.fetch(totalBytes);
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

await receiver
  .fetch(Math.ceil(request.totalBytes / 10))
  .catch((error: Error) => fail(error.message));
const result = await measure(request).catch((error: Error) => fail(error.message));
console.log(JSON.stringify(result));
process.exit(0);

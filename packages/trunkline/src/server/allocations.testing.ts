// How many bytes of heap one unary call at the server allocates, through the whole stack: frames,
// HPACK, stream, routing, codec, an async handler, the reply. Run by allocations.test.ts with a young
// generation so large that nothing is collected meanwhile; prints one number, the median of several
// batches: the optimiser compiles when it likes, and a batch in which it does is 5 to 10 % dearer.

import { setImmediate as turn } from "node:timers/promises";
import { OutputBuffer } from "../base/index.js";
import { encodeFramed } from "../grpc/index.js";
import { HpackEncoder } from "../hpack/index.js";
import { HeaderTemplate } from "../http2/index.js";
import { StringValue } from "../protobuf/index.js";
import { type Endpoint, type EndpointHandler, eventLoop } from "../transport/index.js";
import { Server } from "./server.js";
import { Echo, post } from "./server-rig.testing.js";

const CALLS_A_CHUNK = 100;
const WARM_UP_CHUNKS = 300;
const BATCHES = 9;
const CHUNKS_A_BATCH = 25;

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS = [0, 0, 0, 4, 0, 0, 0, 0, 0];
/** WINDOW_UPDATE of the connection by 2 GiB less what it begins with: replies never wait. */
const WINDOW_UPDATE = [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xff, 0, 0];

/** Takes everything and keeps nothing. */
class Sink implements Endpoint {
  readonly localAddress = "memory:server";
  readonly remoteAddress = "memory:client";
  readonly bulkWriteBytes = 524_288;
  readonly pendingBytes = 0;
  handler!: EndpointHandler;
  writtenBytes = 0;

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(_buffer: Uint8Array, length: number): boolean {
    this.writtenBytes += length;
    return true;
  }

  setReading(): void {}
  setReadingMuch(): void {}
  end(): void {}
  destroy(): void {}
  ref(): void {}
  unref(): void {}
}

function pushFrame(
  chunk: number[],
  type: number,
  flags: number,
  id: number,
  body: Uint8Array,
): void {
  chunk.push(0, body.length >> 8, body.length & 0xff, type, flags);
  chunk.push(id >>> 24, (id >>> 16) & 0xff, (id >>> 8) & 0xff, id & 0xff, ...body);
}

/** A chunk of requests, as a client sends them that makes many calls at once. */
function requests(encoder: HpackEncoder, firstId: number): Uint8Array {
  const chunk: number[] = [];
  for (let call = 0; call < CALLS_A_CHUNK; call++) {
    const block = new OutputBuffer();
    encoder.encode(block, [request]);
    const id = firstId + 2 * call;
    pushFrame(chunk, 1, 4, id, block.bytes.subarray(0, block.length));
    pushFrame(chunk, 0, 1, id, body);
  }
  return Uint8Array.from(chunk);
}

const request = new HeaderTemplate([...post("/test.Echo/Say"), "grpc-timeout", "5S"]);
const body = encodeFramed(StringValue, { value: "itfromzero" });

const listenNowhere = (): Promise<never> => Promise.reject(new Error("unused"));
const server = new Server({}, { clock: eventLoop, listen: listenNowhere });
server.addService(
  Echo,
  { say: async ({ value }) => ({ value: `Hello ${value}` }) },
  { partial: true },
);
const sink = new Sink();
server.accept(sink);
sink.handler.onBytes(new TextEncoder().encode(PREFACE));
sink.handler.onBytes(Uint8Array.from([...SETTINGS, ...WINDOW_UPDATE]));

const encoder = new HpackEncoder();
const chunkCount = WARM_UP_CHUNKS + BATCHES * CHUNKS_A_BATCH;
const chunks = Array.from({ length: chunkCount }, (_, index) =>
  requests(encoder, 1 + 2 * CALLS_A_CHUNK * index),
);

async function run(from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    sink.handler.onBytes(chunks[index]!);
    await turn();
  }
}

/** Heap bytes a call of the batch that begins at the chunk `from`. */
async function bytesACall(from: number): Promise<number> {
  const before = process.memoryUsage().heapUsed;
  await run(from, from + CHUNKS_A_BATCH);
  const allocated = process.memoryUsage().heapUsed - before;
  if (allocated <= 0) throw new Error("A collection came in between");
  return Math.round(allocated / (CHUNKS_A_BATCH * CALLS_A_CHUNK));
}

await run(0, WARM_UP_CHUNKS);
const batches: number[] = [];
for (let batch = 0; batch < BATCHES; batch++) {
  batches.push(await bytesACall(WARM_UP_CHUNKS + batch * CHUNKS_A_BATCH));
}

const { callsCompleted } = server.stats;
if (callsCompleted !== chunkCount * CALLS_A_CHUNK) {
  throw new Error(`Only ${callsCompleted} calls were completed`);
}
console.log(batches.sort((a, b) => a - b)[(BATCHES - 1) / 2]);
process.exit(0);

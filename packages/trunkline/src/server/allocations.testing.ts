// How many bytes of heap one unary call at the server allocates, through the whole stack: frames,
// HPACK, stream, routing, codec, an async handler, the reply. Run by allocations.test.ts with a young
// generation so large that nothing is collected meanwhile; prints one number.

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
const COUNTED_CHUNKS = 200;

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS = [0, 0, 0, 4, 0, 0, 0, 0, 0];
/** WINDOW_UPDATE of the connection by 2 GiB less what it begins with: replies never wait. */
const WINDOW_UPDATE = [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xff, 0, 0];

/** Takes everything and keeps nothing. */
class Sink implements Endpoint {
  readonly localAddress = "memory:server";
  readonly remoteAddress = "memory:client";
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
const chunks = Array.from({ length: WARM_UP_CHUNKS + COUNTED_CHUNKS }, (_, index) =>
  requests(encoder, 1 + 2 * CALLS_A_CHUNK * index),
);

async function run(from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    sink.handler.onBytes(chunks[index]!);
    await turn();
  }
}

await run(0, WARM_UP_CHUNKS);
const before = process.memoryUsage().heapUsed;
await run(WARM_UP_CHUNKS, chunks.length);
const allocated = process.memoryUsage().heapUsed - before;

const { callsCompleted } = server.stats;
if (callsCompleted !== chunks.length * CALLS_A_CHUNK) {
  throw new Error(`Only ${callsCompleted} calls were completed`);
}
console.log(Math.round(allocated / (COUNTED_CHUNKS * CALLS_A_CHUNK)));
process.exit(0);

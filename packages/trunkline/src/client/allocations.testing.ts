// How many bytes of heap one unary call at a client allocates, through the whole stack: promise, headers with a
// deadline, HPACK, stream, codec, the reply and the caller's await. Run by allocations.test.ts as the server's
// counterpart is; prints one number, the median of several batches.

import { setImmediate as turn } from "node:timers/promises";
import { OutputBuffer } from "../base/index.js";
import { encodeFramed } from "../grpc/index.js";
import { HpackEncoder } from "../hpack/index.js";
import { HeaderTemplate } from "../http2/index.js";
import { type MethodType, StringValue, type StringValueInit } from "../protobuf/index.js";
import {
  type Endpoint,
  type EndpointHandler,
  EndpointSession,
  eventLoop,
} from "../transport/index.js";
import { CallChannel } from "./call-channel.js";
import { createClient } from "./client.js";
import { parseTarget } from "./target.js";

const CALLS_A_CHUNK = 100;
const WARM_UP_CHUNKS = 300;
const BATCHES = 9;
const CHUNKS_A_BATCH = 25;

/** MAX_CONCURRENT_STREAMS is 1,000: no call waits in the queue. */
const SETTINGS = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0xe8];
/** WINDOW_UPDATE of the connection by 2 GiB less what it begins with: requests never wait. */
const WINDOW_UPDATE = [0, 0, 4, 8, 0, 0, 0, 0, 0, 0x7f, 0xff, 0, 0];

/** Takes everything and keeps nothing. */
class Sink implements Endpoint {
  readonly localAddress = "memory:client";
  readonly remoteAddress = "memory:server";
  readonly bulkWriteBytes = 524_288;
  readonly pendingBytes = 0;
  handler!: EndpointHandler;

  open(handler: EndpointHandler): void {
    this.handler = handler;
  }

  write(): boolean {
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
  payload: Uint8Array,
): void {
  chunk.push(0, payload.length >> 8, payload.length & 0xff, type, flags);
  chunk.push(id >>> 24, (id >>> 16) & 0xff, (id >>> 8) & 0xff, id & 0xff, ...payload);
}

const headers = new HeaderTemplate([":status", "200", "content-type", "application/grpc"]);
const trailers = new HeaderTemplate(["grpc-status", "0"]);
const reply = encodeFramed(StringValue, { value: "Hello itfromzero" });

/** A chunk of replies, as a server sends them that has many calls at once. */
function replies(encoder: HpackEncoder, firstId: number): Uint8Array {
  const chunk: number[] = [];
  const block = (template: HeaderTemplate): Uint8Array => {
    const out = new OutputBuffer();
    encoder.encode(out, [template]);
    return out.bytes.subarray(0, out.length);
  };
  for (let call = 0; call < CALLS_A_CHUNK; call++) {
    const id = firstId + 2 * call;
    pushFrame(chunk, 1, 4, id, block(headers));
    pushFrame(chunk, 0, 0, id, reply);
    pushFrame(chunk, 1, 5, id, block(trailers));
  }
  return Uint8Array.from(chunk);
}

type Say = MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit>;
const say: Say = {
  ...{ kind: "unary", name: "Say", localName: "say", path: "/test.Echo/Say" },
  ...{ input: StringValue, output: StringValue },
};

const sink = new Sink();
const channel = new CallChannel(
  parseTarget("unix:nowhere"),
  {},
  {
    clock: eventLoop,
    lookup: () => Promise.reject(new Error("unused")),
    connect: async (_, options) => new EndpointSession("client", sink, options),
    random: Math.random,
  },
);
const client = createClient({ typeName: "test.Echo", methods: { say } }, channel);

const encoder = new HpackEncoder();
const chunkCount = WARM_UP_CHUNKS + BATCHES * CHUNKS_A_BATCH;
const chunks = Array.from({ length: chunkCount }, (_, index) =>
  replies(encoder, 1 + 2 * CALLS_A_CHUNK * index),
);

const request = { value: "itfromzero" };
const options = { timeoutMs: 5_000 };
let replied = 0;
async function call(): Promise<void> {
  const { value } = await client.say(request, options);
  if (value === "Hello itfromzero") replied++;
}

async function run(from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    for (let made = 0; made < CALLS_A_CHUNK; made++) void call();
    // The first calls wait for the connection, which is made in a later turn; the server's settings come with it.
    if (index === 0) await connected();
    sink.handler.onBytes(chunks[index]!);
    await turn();
  }
}

async function connected(): Promise<void> {
  while (channel.stats.connectionsMade === 0) await turn();
  sink.handler.onBytes(Uint8Array.from([...SETTINGS, ...WINDOW_UPDATE]));
  while (channel.stats.queuedCalls > 0) await turn();
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

if (replied !== chunkCount * CALLS_A_CHUNK) throw new Error(`Only ${replied} calls were completed`);
console.log(batches.sort((a, b) => a - b)[(BATCHES - 1) / 2]);
process.exit(0);

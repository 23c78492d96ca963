// How many bytes of heap one call allocates in the engine at a server: frames, HPACK, the stream, and a
// reply of headers, message and trailers. Run by allocations.test.ts with a young generation so large
// that nothing is collected meanwhile; prints one number, the median of several batches: the optimiser
// compiles when it likes, and a batch in which it does is dearer.

import { OutputBuffer } from "../base/index.js";
import { HeaderTemplate, HpackEncoder } from "../hpack/index.js";
import type { ConnectionHost, ConnectionSink } from "./connection-sink.js";
import { CLIENT_PREFACE, FRAME_HEADER_BYTES, FrameType, writeFrameHeader } from "./frame.js";
import { Http2Connection } from "./http2-connection.js";
import type { Stream } from "./stream.js";

const CALLS_A_CHUNK = 100;
const WARM_UP_CHUNKS = 600;
const BATCHES = 9;
const CHUNKS_A_BATCH = 50;
const MESSAGE_BYTES = 50;

const memory = Buffer.allocUnsafeSlow(98_304);

/** Takes everything and keeps nothing. */
class Host implements ConnectionHost {
  connection!: Http2Connection;
  writtenBytes = 0;

  scheduleFlush(): void {}
  wakeAt(): void {}

  nowMs(): number {
    return performance.now();
  }

  flush(): void {
    this.connection.outputTaken();
    this.writtenBytes += this.connection.output.length;
    this.connection.output.length = 0;
  }

  lendBuffer(): Uint8Array {
    return memory;
  }
}

const responseHeaders = [
  new HeaderTemplate([":status", "200", "content-type", "application/grpc"]),
];
const responseTrailers = [new HeaderTemplate(["grpc-status", "0"])];

/** Answers each request once it has ended, as a gRPC server does. */
class Answers implements ConnectionSink {
  completed = 0;

  onHeaders(): void {}

  onData(stream: Stream, _chunk: Uint8Array, start: number, end: number): void {
    stream.consume(end - start);
    stream.sendHeaders(responseHeaders, false);
    const out = stream.beginMessage()!;
    out.reserve(MESSAGE_BYTES);
    out.bytes.fill(0, out.length, out.length + MESSAGE_BYTES);
    out.length += MESSAGE_BYTES;
    stream.commitMessage(false);
    stream.sendTrailers(responseTrailers);
    stream.release();
    this.completed++;
  }

  onTrailers(): void {}
  onReset(): void {}
  onWritable(): void {}
  onSettings(): void {}
  onCapacity(): void {}
  isResetFree(): boolean {
    return false;
  }

  onPingAck(): void {}
  onIdle(): void {}
  onGoAway(): void {}
  onClosed(): void {}
}

const request = new HeaderTemplate([
  ...[":method", "POST", ":scheme", "http", ":path", "/test.Echo/Say", ":authority", "test"],
  ...["te", "trailers", "content-type", "application/grpc", "grpc-timeout", "5S"],
]);
const body = new Uint8Array(20);

function appendFrame(
  chunk: OutputBuffer,
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array,
): void {
  chunk.reserve(FRAME_HEADER_BYTES);
  writeFrameHeader(chunk.bytes, chunk.length, payload.length, type, flags, streamId);
  chunk.length += FRAME_HEADER_BYTES;
  chunk.append(payload);
}

/** A chunk of requests, as a client sends them that makes many calls at once. */
function requests(encoder: HpackEncoder, firstId: number): Uint8Array {
  const chunk = new OutputBuffer();
  for (let call = 0; call < CALLS_A_CHUNK; call++) {
    const block = new OutputBuffer();
    encoder.encode(block, [request]);
    const id = firstId + 2 * call;
    appendFrame(chunk, FrameType.HEADERS, 4, id, block.bytes.subarray(0, block.length));
    appendFrame(chunk, FrameType.DATA, 1, id, body);
  }
  return chunk.bytes.slice(0, chunk.length);
}

const host = new Host();
const sink = new Answers();
const connection = new Http2Connection("server", host);
host.connection = connection;
connection.start(sink);
const opening = new OutputBuffer();
opening.append(new TextEncoder().encode(CLIENT_PREFACE));
appendFrame(opening, FrameType.SETTINGS, 0, 0, new Uint8Array(0));
// The connection's window is opened by 2 GiB less what it begins with: replies never wait.
appendFrame(opening, FrameType.WINDOW_UPDATE, 0, 0, Uint8Array.from([0x7f, 0xff, 0, 0]));
connection.receive(opening.bytes.subarray(0, opening.length));
host.flush();

const encoder = new HpackEncoder();
const chunkCount = WARM_UP_CHUNKS + BATCHES * CHUNKS_A_BATCH;
const chunks = Array.from({ length: chunkCount }, (_, index) =>
  requests(encoder, 1 + 2 * CALLS_A_CHUNK * index),
);

function run(from: number, to: number): void {
  for (let index = from; index < to; index++) {
    connection.receive(chunks[index]!);
    host.flush();
  }
}

/** Heap bytes a call of the batch that begins at the chunk `from`. */
function bytesACall(from: number): number {
  const before = process.memoryUsage().heapUsed;
  run(from, from + CHUNKS_A_BATCH);
  const allocated = process.memoryUsage().heapUsed - before;
  if (allocated <= 0) throw new Error("A collection came in between");
  return Math.round(allocated / (CHUNKS_A_BATCH * CALLS_A_CHUNK));
}

run(0, WARM_UP_CHUNKS);
const batches: number[] = [];
for (let batch = 0; batch < BATCHES; batch++) {
  batches.push(bytesACall(WARM_UP_CHUNKS + batch * CHUNKS_A_BATCH));
}

if (sink.completed !== chunkCount * CALLS_A_CHUNK) {
  throw new Error(`Only ${sink.completed} calls were completed`);
}
console.log(batches.sort((a, b) => a - b)[(BATCHES - 1) / 2]);

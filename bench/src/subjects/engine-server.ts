// The call on the HTTP/2 engine alone, at its defaults: no router, no codec, no promises. The reply is
// what a gRPC server sends: headers, one message, trailers.

import { type HeaderBlock, HeaderTemplate, type Stream } from "trunkline/http2";
import { GRPC_PATH } from "../load/workload.js";
import { EngineSink, listenEngine } from "./listen-engine.js";

const responseHeaders = [
  new HeaderTemplate([":status", "200", "content-type", "application/grpc"]),
];
const responseTrailers = [new HeaderTemplate(["grpc-status", "0"])];
const notFound = [[":status", "404"]];

const BEFORE = Buffer.from("Hello ");
const AFTER = Buffer.from(", I am a gRPC server!");
const PREFIX_BYTES = 5;
/** The message's field 1, length-delimited, and how long it is. */
const FIELD_BYTES = 2;

/** Says hello to the name in `chunk`; names here are so short that no length has two bytes. */
function sayHello(stream: Stream, chunk: Uint8Array, nameStart: number, nameEnd: number): void {
  stream.sendHeaders(responseHeaders, false);
  const out = stream.beginMessage();
  if (out === null) throw new Error("Cannot answer at once");
  const textBytes = BEFORE.length + (nameEnd - nameStart) + AFTER.length;
  const messageBytes = FIELD_BYTES + textBytes;
  out.reserve(PREFIX_BYTES + messageBytes);
  const { bytes } = out;
  let at = out.length;
  bytes[at++] = 0;
  bytes[at++] = 0;
  bytes[at++] = 0;
  bytes[at++] = 0;
  bytes[at++] = messageBytes;
  bytes[at++] = 0x0a;
  bytes[at++] = textBytes;
  for (let from = 0; from < BEFORE.length; from++) bytes[at++] = BEFORE[from]!;
  for (let from = nameStart; from < nameEnd; from++) bytes[at++] = chunk[from]!;
  for (let from = 0; from < AFTER.length; from++) bytes[at++] = AFTER[from]!;
  out.length = at;
  stream.commitMessage(false);
  stream.sendTrailers(responseTrailers);
}

class HelloSink extends EngineSink {
  override onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    // The block is the same object where the peer repeats the same bytes.
    headers.memo ??= headers.get(":path") === GRPC_PATH ? "hello" : "unknown";
    if (headers.memo === "hello" && !endStream) return;
    stream.sendHeaders(notFound, true);
    stream.release();
  }

  override onData(
    stream: Stream,
    chunk: Uint8Array,
    start: number,
    end: number,
    endStream: boolean,
  ): void {
    stream.consume(end - start);
    if (!endStream) throw new Error("A request this short comes in one frame");
    sayHello(stream, chunk, start + PREFIX_BYTES + FIELD_BYTES, end);
    stream.release();
  }
}

await listenEngine(() => new HelloSink());

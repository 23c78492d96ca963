// The one call that every subject answers, as bytes on each kind of wire.
//
// "Say hello" with a name of 13 bytes. The load generator sends these bytes and compares each reply
// with these, so a subject that answers quickly but wrongly fails its run.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The kinds of wire a subject may speak: gRPC, JSON over HTTP/2, JSON over HTTP/1.1. */
export type Protocol = "grpc" | "http2" | "http1";

export const NAME = "a good friend";
export const MESSAGE: string = `Hello ${NAME}, I am a gRPC server!`;
export const GRPC_PATH = "/Greeter/SayHello";
export const REST_PATH = "/hello";

/** A protobuf message whose field 1 is the string `text`, shorter than 128 bytes. */
function stringMessage(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x0a, text.length]), Buffer.from(text)]);
}

/** A gRPC message: one byte for compression, four for the length. */
function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The body of the request on `protocol`. */
export function requestBody(protocol: Protocol): Buffer {
  return protocol === "grpc"
    ? framed(stringMessage(NAME))
    : Buffer.from(JSON.stringify({ name: NAME }));
}

/** The body that a right reply has on `protocol`. */
export function replyBody(protocol: Protocol): Buffer {
  return protocol === "grpc"
    ? framed(stringMessage(MESSAGE))
    : Buffer.from(JSON.stringify({ message: MESSAGE }));
}

/** The request's body as a file, for generators that read it from one; in the system's temporary folder. */
export function requestBodyFile(protocol: Protocol): string {
  const path = join(mkdtempSync(join(tmpdir(), "trunkline-bench-")), "request");
  writeFileSync(path, requestBody(protocol));
  return path;
}

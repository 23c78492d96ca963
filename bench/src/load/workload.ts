// The call that every subject answers, as bytes on each kind of wire.
//
// "Say hello", with a name of 13 bytes where the load does not ask for others. The load generator sends
// these bytes and compares each reply with these, so a subject that answers quickly but wrongly fails its
// run.

/** The kinds of wire a subject may speak: gRPC, JSON over HTTP/2, JSON over HTTP/1.1, or constant bytes. */
export type Protocol = "grpc" | "http2" | "http1" | "raw";

/** True where many calls share a connection. */
export function isMultiplexed(protocol: Protocol): boolean {
  return protocol === "grpc" || protocol === "http2";
}

/** Which calls a load makes. */
export interface CallKind {
  /** Each call has a name of its own, of so many bytes; absent: all have NAME. */
  readonly nameBytes?: number;
  /** Each call has a request id and a traceparent of its own, and over gRPC a timeout. */
  readonly headersVary: boolean;
}

/** All calls are alike. */
export const HELLO: CallKind = { headersVary: false };

export const NAME = "a good friend";

/** What says hello to `name`. */
export function greeting(name: string): string {
  return `Hello ${name}, I am a gRPC server!`;
}

export const MESSAGE: string = greeting(NAME);
export const GRPC_PATH = "/Greeter/SayHello";
export const REST_PATH = "/hello";

/** Name number `index` of those that are `bytes` long: no two of a load's are alike. */
export function nameOf(index: number, bytes: number): string {
  return `friend ${index} `.padEnd(bytes, "abcdefghijklmnopqrstuvwxyz ").slice(0, bytes);
}

/** A protobuf message whose field 1 is the ASCII string `text`. */
function stringMessage(text: string): Buffer {
  const head = [0x0a];
  let rest = text.length;
  for (; rest > 127; rest >>>= 7) head.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([...head, rest]), Buffer.from(text)]);
}

/** A gRPC message: one byte for compression, four for the length. */
function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** The body of the request on `protocol`. */
export function requestBody(protocol: Protocol, name: string = NAME): Buffer {
  return protocol === "grpc" || protocol === "raw"
    ? framed(stringMessage(name))
    : Buffer.from(JSON.stringify({ name }));
}

/** The body that a right reply has on `protocol`. */
export function replyBody(protocol: Protocol, name: string = NAME): Buffer {
  return protocol === "grpc" || protocol === "raw"
    ? framed(stringMessage(greeting(name)))
    : Buffer.from(JSON.stringify({ message: greeting(name) }));
}

// What else a gRPC call has on the wire, beside its message, once the header tables are warm: a frame
// header each for HEADERS, DATA and trailers, and an octet for each field.
const RAW_REQUEST_REST = Buffer.alloc(9 + 7 + 9);
const RAW_REPLY_REST = Buffer.alloc(9 + 2 + 9 + 9 + 1);

/** Bytes as many as the request of a gRPC call has. */
export const RAW_REQUEST: Buffer = Buffer.concat([RAW_REQUEST_REST, requestBody("raw")]);
/** Bytes as many as the reply of a gRPC call has. */
export const RAW_REPLY: Buffer = Buffer.concat([RAW_REPLY_REST, replyBody("raw")]);

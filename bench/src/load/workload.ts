// The one call that every subject answers, as bytes on each kind of wire.
//
// "Say hello" with a name of 13 bytes. The load generator sends these bytes and compares each reply
// with these, so a subject that answers quickly but wrongly fails its run.

/** The kinds of wire a subject may speak: gRPC, JSON over HTTP/2, JSON over HTTP/1.1, or constant bytes. */
export type Protocol = "grpc" | "http2" | "http1" | "raw";

/** True where many calls share a connection. */
export function isMultiplexed(protocol: Protocol): boolean {
  return protocol === "grpc" || protocol === "http2";
}

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
  return protocol === "grpc" || protocol === "raw"
    ? framed(stringMessage(NAME))
    : Buffer.from(JSON.stringify({ name: NAME }));
}

/** The body that a right reply has on `protocol`. */
export function replyBody(protocol: Protocol): Buffer {
  return protocol === "grpc" || protocol === "raw"
    ? framed(stringMessage(MESSAGE))
    : Buffer.from(JSON.stringify({ message: MESSAGE }));
}

// What else a gRPC call has on the wire, beside its message, once the header tables are warm: a frame
// header each for HEADERS, DATA and trailers, and an octet for each field.
const RAW_REQUEST_REST = Buffer.alloc(9 + 7 + 9);
const RAW_REPLY_REST = Buffer.alloc(9 + 2 + 9 + 9 + 1);

/** Bytes as many as the request of a gRPC call has. */
export const RAW_REQUEST: Buffer = Buffer.concat([RAW_REQUEST_REST, requestBody("raw")]);
/** Bytes as many as the reply of a gRPC call has. */
export const RAW_REPLY: Buffer = Buffer.concat([RAW_REPLY_REST, replyBody("raw")]);

// The call's two messages for peers that bring their own codec: protobuf.js with code compiled from
// the schema, which is what proto-loader and ts-proto stand on, without proto-loader's extra copies.

import protobuf from "protobufjs";

const SCHEMA = `
  syntax = "proto3";
  message HelloRequest { string name = 1; }
  message HelloReply { string message = 1; }
`;

interface HelloRequest {
  readonly name: string;
}

interface HelloReply {
  readonly message: string;
}

interface Codec<T> {
  encode(message: T): Buffer;
  decode(bytes: Buffer): T;
}

function codec<T>(root: protobuf.Root, name: string): Codec<T> {
  const type = root.lookupType(name);
  return {
    encode: (message) => type.encode(message as object).finish() as Buffer,
    decode: (bytes) => type.decode(bytes) as unknown as T,
  };
}

const root = protobuf.parse(SCHEMA).root;
export const helloRequest: Codec<HelloRequest> = codec(root, "HelloRequest");
export const helloReply: Codec<HelloReply> = codec(root, "HelloReply");

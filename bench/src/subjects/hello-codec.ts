// The call's two messages for peers that bring their own codec.

import { type Codec, codecsOf } from "./codec.js";

interface HelloRequest {
  readonly name: string;
}

interface HelloReply {
  readonly message: string;
}

const codec = codecsOf(`
  syntax = "proto3";
  message HelloRequest { string name = 1; }
  message HelloReply { string message = 1; }
`);

export const helloRequest: Codec<HelloRequest> = codec("HelloRequest");
export const helloReply: Codec<HelloReply> = codec("HelloReply");

// The stream's two messages for peers that bring their own codec.

import { type Codec, codecsOf } from "../codec.js";

interface LogRequest {
  readonly count: number;
  readonly lineBytes: number;
}

interface LogResponse {
  readonly line: string;
}

const codec = codecsOf(`
  syntax = "proto3";
  message LogRequest { int32 count = 1; int32 line_bytes = 2; }
  message LogResponse { string line = 1; }
`);

export const logRequest: Codec<LogRequest> = codec("LogRequest");
export const logResponse: Codec<LogResponse> = codec("LogResponse");

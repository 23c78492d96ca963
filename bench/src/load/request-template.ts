// The bytes of one request over HTTP/2, made once and sent again with another stream id.
//
// The header block is such as our client and grpc-go send: the first request of a connection puts its
// fields into the dynamic table, later ones refer to them (RFC 7541 §6.1, §6.2.1).

import { GRPC_PATH, type Protocol, REST_PATH, requestBody } from "./workload.js";

const DATA = 0x0;
const HEADERS = 0x1;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;

const LITERAL_INSERTED = 0x40;
const INDEXED = 0x80;
/** The index of the entry that was inserted last (RFC 7541 §2.3.3). */
const NEWEST_INDEX = 62;

function fields(protocol: Protocol, authority: string): string[][] {
  const isGrpc = protocol === "grpc";
  return [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", isGrpc ? GRPC_PATH : REST_PATH],
    [":authority", authority],
    ...(isGrpc ? [["te", "trailers"]] : []),
    ["content-type", isGrpc ? "application/grpc" : "application/json"],
    ["user-agent", "trunkline-bench"],
  ];
}

/** Writes a frame header (RFC 9113 §4.1). */
export function frameHeader(length: number, type: number, flags: number, streamId: number): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return header;
}

/** HEADERS and DATA of one request; the stream id stands at `headersIdAt` and at `dataIdAt`. */
export interface RequestTemplate {
  readonly bytes: Buffer;
  readonly headersIdAt: number;
  readonly dataIdAt: number;
  /** Bytes that count against the peer's window (RFC 9113 §6.9.1). */
  readonly windowBytes: number;
}

function stringLiteral(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}

/** Makes the requests of one connection: `first` for its first request, `next` for all others. */
export function requestTemplates(
  protocol: Protocol,
  authority: string,
): { first: RequestTemplate; next: RequestTemplate } {
  const all = fields(protocol, authority);
  const inserting = all.map((field) => [
    Buffer.from([LITERAL_INSERTED]),
    ...field.map(stringLiteral),
  ]);
  const indexes = all.map((_, at) => INDEXED | (NEWEST_INDEX + all.length - 1 - at));
  return {
    first: requestTemplate(protocol, Buffer.concat(inserting.flat())),
    next: requestTemplate(protocol, Buffer.from(indexes)),
  };
}

function requestTemplate(protocol: Protocol, block: Buffer): RequestTemplate {
  const body = requestBody(protocol);
  const bytes = Buffer.concat([
    frameHeader(block.length, HEADERS, END_HEADERS, 0),
    block,
    frameHeader(body.length, DATA, END_STREAM, 0),
    body,
  ]);
  const dataAt = 9 + block.length;
  return { bytes, headersIdAt: 5, dataIdAt: dataAt + 5, windowBytes: body.length };
}

// The bytes of one request over HTTP/2, made once and sent again with another stream id.
//
// The header block is such as our client and grpc-go send: the first request of a connection puts its
// fields into the dynamic table, later ones refer to them (RFC 7541 §6.1, §6.2.1).

import { GRPC_PATH, NAME, type Protocol, REST_PATH, replyBody, requestBody } from "./workload.js";

const DATA = 0x0;
const HEADERS = 0x1;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;

/** The largest frame that every peer takes (RFC 9113 §4.2). */
const MOST_FRAME_BYTES = 16_384;

const LITERAL_INSERTED = 0x40;
const INDEXED = 0x80;
/** The index of the entry that was inserted last (RFC 7541 §2.3.3). */
export const NEWEST_INDEX = 62;

/** Writes a frame header (RFC 9113 §4.1). */
export function frameHeader(length: number, type: number, flags: number, streamId: number): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return header;
}

/** HEADERS and DATA of one request. */
export interface RequestTemplate {
  readonly bytes: Buffer;
  /** Where the stream id stands: once in each frame. */
  readonly idsAt: readonly number[];
  /** The body of the right reply. */
  readonly reply: Buffer;
  /** Bytes that count against the peer's window (RFC 9113 §6.9.1). */
  readonly windowBytes: number;
}

/** A string of fewer than 127 octets, without Huffman coding (RFC 7541 §5.2). */
export function stringLiteral(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}

/** The requests of one connection: some to begin with, then others over and over. */
export class RequestSequence {
  readonly #opening: readonly RequestTemplate[];
  readonly #repeated: readonly RequestTemplate[];

  constructor(opening: readonly RequestTemplate[], repeated: readonly RequestTemplate[]) {
    this.#opening = opening;
    this.#repeated = repeated;
  }

  /** Request number `index` of the connection, counted from 0. */
  at(index: number): RequestTemplate {
    const opening = this.#opening;
    if (index < opening.length) return opening[index]!;
    const repeated = this.#repeated;
    return repeated.length === 1
      ? repeated[0]!
      : repeated[(index - opening.length) % repeated.length]!;
  }
}

/** A number up to 127 more than its prefix of `bits` holds (RFC 7541 §5.1). */
function integer(first: number, bits: number, value: number): Buffer {
  const most = (1 << bits) - 1;
  return Buffer.from(value < most ? [first | value] : [first | most, value - most]);
}

/** A field that is put into the table; `name` is its text, or the index of an entry that has it. */
export function insertedField(name: string | number, value: Buffer): Buffer {
  return typeof name === "number"
    ? Buffer.concat([integer(LITERAL_INSERTED, 6, name), value])
    : Buffer.concat([Buffer.from([LITERAL_INSERTED]), stringLiteral(name), value]);
}

/** A field that stands in the table as a whole. */
export function indexedField(index: number): Buffer {
  return integer(INDEXED, 7, index);
}

/** Where requests go. */
export interface Origin {
  readonly authority: string;
  readonly scheme: "http" | "https";
}

/** The fields that all requests have; the pseudo-header fields come first. */
export function constantFields(
  protocol: Protocol,
  { authority, scheme }: Origin,
): [string, string][] {
  const isGrpc = protocol === "grpc";
  return [
    [":method", "POST"],
    [":scheme", scheme],
    [":path", isGrpc ? GRPC_PATH : REST_PATH],
    [":authority", authority],
    ...(isGrpc ? [["te", "trailers"] as [string, string]] : []),
    ["content-type", isGrpc ? "application/grpc" : "application/json"],
    ["user-agent", "trunkline-bench"],
  ];
}

/** Requests that are all alike. */
export function constantRequests(protocol: Protocol, origin: Origin): RequestSequence {
  const all = constantFields(protocol, origin);
  const inserting = all.map(([name, value]) => insertedField(name, stringLiteral(value)));
  const indexed = all.map((_, at) => indexedField(NEWEST_INDEX + all.length - 1 - at));
  return new RequestSequence(
    [requestTemplate(protocol, Buffer.concat(inserting))],
    [requestTemplate(protocol, Buffer.concat(indexed))],
  );
}

/** The request with the header block `block` that says hello to `name`. */
export function requestTemplate(
  protocol: Protocol,
  block: Buffer,
  name: string = NAME,
): RequestTemplate {
  const body = requestBody(protocol, name);
  const frames = [frameHeader(block.length, HEADERS, END_HEADERS, 0), block];
  const idsAt = [5];
  let length = 9 + block.length;
  for (let from = 0; from < body.length; from += MOST_FRAME_BYTES) {
    const piece = body.subarray(from, from + MOST_FRAME_BYTES);
    const isLast = from + piece.length === body.length;
    frames.push(frameHeader(piece.length, DATA, isLast ? END_STREAM : 0, 0), piece);
    idsAt.push(length + 5);
    length += 9 + piece.length;
  }
  const reply = replyBody(protocol, name);
  return { bytes: Buffer.concat(frames), idsAt, reply, windowBytes: body.length };
}

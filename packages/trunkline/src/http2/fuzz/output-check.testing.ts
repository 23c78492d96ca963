// What an engine sends, checked frame by frame against what any peer may count on (RFC 9113 §4, §5.1,
// §6): it parses, it stays within what the streams' states allow, and it ends with one GOAWAY.

import { HeaderBlock, HpackDecoder } from "../../hpack/index.js";
import type { Role } from "../index.js";
import { Finding } from "./finding.testing.js";
import {
  ACK,
  concat,
  describeFrame,
  END_HEADERS,
  END_STREAM,
  type Frame,
  FrameReader,
  numberAt,
  PREFACE,
  Type,
} from "./wire.testing.js";

/** What has been sent on one stream. */
interface SentStream {
  blocks: number;
  hasEnded: boolean;
  wasReset: boolean;
}

export class OutputCheck {
  readonly #role: Role;
  readonly #reader = new FrameReader();
  readonly #decoder = new HpackDecoder({ maxListBytes: 1 << 24, maxFields: 10_000 });
  readonly #streams = new Map<number, SentStream>();
  #prefaceBytes = 0;
  #highestId = 0;
  #frames = 0;
  #block: { readonly frame: Frame; readonly parts: Uint8Array[] } | null = null;
  /** The error that was announced with GOAWAY, after which nothing may come; null until then. */
  finalGoAway: Frame | null = null;
  /** The engine has answered in HTTP/1.1, and says nothing in HTTP/2. */
  isHttp1 = false;

  constructor(role: Role) {
    this.#role = role;
  }

  /** @returns the frames in `chunk`, with their header blocks put together */
  receive(chunk: Uint8Array): { readonly frame: Frame; readonly block: HeaderBlock | null }[] {
    let bytes = chunk;
    if (this.#role === "client" && this.#prefaceBytes < PREFACE.length) {
      const wanted = PREFACE.subarray(this.#prefaceBytes, this.#prefaceBytes + chunk.length);
      if (wanted.some((octet, at) => octet !== chunk[at])) throw new Finding("no client preface");
      this.#prefaceBytes += wanted.length;
      bytes = chunk.subarray(wanted.length);
    }
    if (this.#role === "server" && this.#frames === 0 && bytes[0] === 0x48) this.isHttp1 = true;
    if (this.isHttp1) return [];
    return this.#reader.push(bytes).flatMap((frame) => this.#check(frame));
  }

  /** Nothing comes any more: no frame may be cut off. */
  finish(): void {
    if (this.#reader.restBytes > 0) throw new Finding("half a frame was sent");
    if (this.#block !== null) throw new Finding("a header block was not finished");
  }

  /** True when the engine has reset this stream. */
  wasReset(streamId: number): boolean {
    return this.#streams.get(streamId)?.wasReset === true;
  }

  /** True when the engine has sent END_STREAM on this stream. */
  hasEnded(streamId: number): boolean {
    return this.#streams.get(streamId)?.hasEnded === true;
  }

  #check(frame: Frame): { readonly frame: Frame; readonly block: HeaderBlock | null }[] {
    const fail = (why: string): never => {
      throw new Finding(`sent ${describeFrame(frame)}: ${why}`);
    };
    if (this.finalGoAway !== null) fail("nothing may follow a connection error");
    if (this.#frames++ === 0 && (frame.type !== Type.SETTINGS || (frame.flags & ACK) !== 0)) {
      fail("the first frame must be SETTINGS");
    }
    if ((this.#block !== null) !== (frame.type === Type.CONTINUATION)) {
      fail("a header block is CONTINUATION and nothing else");
    }
    const fault = formFault(frame);
    if (fault !== null) fail(fault);
    if (frame.type === Type.HEADERS || frame.type === Type.CONTINUATION) return this.#header(frame);
    if (frame.type === Type.GOAWAY && numberAt(frame.payload, 4) !== 0) this.finalGoAway = frame;
    if (frame.streamId !== 0) {
      const stream = this.#streams.get(frame.streamId);
      if (stream?.wasReset === true) fail("the stream has been reset");
      if (frame.type === Type.DATA) {
        if (stream === undefined || stream.blocks === 0) fail("no HEADERS before it");
        if (stream!.hasEnded) fail("the stream has ended");
        if ((frame.flags & END_STREAM) !== 0) stream!.hasEnded = true;
      }
      if (frame.type === Type.RST_STREAM) {
        if (this.#role === "client" && stream === undefined) fail("the stream is idle");
        this.#stream(frame.streamId).wasReset = true;
      }
    }
    return [{ frame, block: null }];
  }

  #header(frame: Frame): { readonly frame: Frame; readonly block: HeaderBlock | null }[] {
    this.#block ??= { frame, parts: [] };
    this.#block.parts.push(frame.payload);
    if ((frame.flags & END_HEADERS) === 0) return [];
    const { frame: first, parts } = this.#block;
    this.#block = null;
    const bytes = concat(parts);
    const block = this.#decoder.decode(bytes, 0, bytes.length);
    const fail = (why: string): never => {
      throw new Finding(`sent ${describeFrame(first)}: ${why}`);
    };
    if (!(block instanceof HeaderBlock)) return fail(`cannot be decoded (${block.kind})`);
    if (this.#role === "client" && !this.#streams.has(first.streamId)) {
      if (first.streamId <= this.#highestId)
        fail(`stream ids must grow, and ${this.#highestId} was used`);
      this.#highestId = first.streamId;
    }
    const stream = this.#stream(first.streamId);
    if (stream.wasReset || stream.hasEnded) fail("the stream is over");
    stream.blocks++;
    if ((first.flags & END_STREAM) !== 0) stream.hasEnded = true;
    else if (stream.blocks > 1) fail("a second block must end the stream");
    return [{ frame: first, block }];
  }

  #stream(streamId: number): SentStream {
    let stream = this.#streams.get(streamId);
    if (stream === undefined) {
      stream = { blocks: 0, hasEnded: false, wasReset: false };
      this.#streams.set(streamId, stream);
    }
    return stream;
  }
}

/** What is wrong with a frame whatever came before it. */
function formFault({ type, flags, streamId, payload }: Frame): string | null {
  const { length } = payload;
  const isOnStream = streamId !== 0;
  if (length > 16_777_215 || streamId > 0x7fff_ffff) return "a field is too large";
  switch (type) {
    case Type.DATA:
    case Type.HEADERS:
    case Type.CONTINUATION:
      return isOnStream && streamId % 2 === 1 ? null : "expected a stream of the client's";
    case Type.RST_STREAM:
      return isOnStream && length === 4 ? null : "expected 4 octets, on a stream";
    case Type.SETTINGS:
      if (isOnStream || length % 6 !== 0) return "expected settings of 6 octets, on stream 0";
      return (flags & ACK) !== 0 && length > 0 ? "an acknowledgement is empty" : null;
    case Type.PING:
      return isOnStream || length !== 8 ? "expected 8 octets, on stream 0" : null;
    case Type.GOAWAY:
      return isOnStream || length < 8 ? "expected at least 8 octets, on stream 0" : null;
    case Type.WINDOW_UPDATE: {
      const increment = length === 4 ? numberAt(payload, 0) : 0;
      return increment >= 1 && increment <= 0x7fff_ffff ? null : "expected 1 to 2147483647";
    }
    default:
      return "this engine sends no such frames";
  }
}

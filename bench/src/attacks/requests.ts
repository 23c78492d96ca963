// Requests by hand: the frames that open a stream, with ids that rise as they must.

import { DATA, END_HEADERS, END_STREAM, frame, HEADERS } from "./frames.js";
import { block, type Fields, repeatedRequest, requestFields } from "./header-block.js";

/** A length-prefixed message; `claimed` is what the prefix says where that is a lie. */
export function message(payload: Buffer, claimed: number = payload.length): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(claimed, 1);
  return Buffer.concat([prefix, payload]);
}

/** A StringValue of `bytes` octets, field and all. */
export function text(bytes: number): Buffer {
  // The field's length is written in four octets, which any length fits.
  const field = Buffer.alloc(bytes, "x");
  let rest = bytes - 5;
  field[0] = 0x0a;
  for (let at = 1; at <= 4; at++) {
    field[at] = (rest & 0x7f) | (at < 4 ? 0x80 : 0);
    rest >>>= 7;
  }
  return field;
}

/** A StringValue as a gRPC message. */
export const GREETING: Buffer = message(text(7));

/** The streams of one connection. */
export class Streams {
  readonly #blocks: { readonly first: Buffer; readonly next: Buffer };
  /** The id of the next stream. */
  nextId = 1;

  /** @param path what its requests ask for */
  constructor(path: string) {
    this.#blocks = repeatedRequest(path);
  }

  /** HEADERS of a new stream. */
  open(flags = 0): Buffer {
    const { first, next } = this.#blocks;
    const id = this.#take();
    return frame(HEADERS, END_HEADERS | flags, id, id === 1 ? first : next);
  }

  /** HEADERS of a new stream with a block of its own. */
  openWith(payload: Uint8Array, flags = 0): Buffer {
    return frame(HEADERS, END_HEADERS | flags, this.#take(), payload);
  }

  /** The one message of the stream that was opened last, and its end. */
  messageOnLast(): Buffer {
    return frame(DATA, END_STREAM, this.lastId, GREETING);
  }

  /** A whole unary request. */
  request(): Buffer {
    const headers = this.open();
    return Buffer.concat([headers, this.messageOnLast()]);
  }

  /** The id of the stream that was opened last. */
  get lastId(): number {
    return this.nextId - 2;
  }

  /** Frames for `count` new streams: those of `perStream` after HEADERS and the one message. */
  batch(count: number, perStream: (id: number) => Buffer): Buffer {
    const parts: Buffer[] = [];
    for (let done = 0; done < count; done++) {
      parts.push(this.request());
      parts.push(perStream(this.lastId));
    }
    return Buffer.concat(parts);
  }

  #take(): number {
    const id = this.nextId;
    this.nextId += 2;
    return id;
  }
}

/** A request's block with more fields at its end. */
export function requestBlock(path: string, more: Fields = []): Buffer {
  return block([...requestFields(path), ...more]);
}

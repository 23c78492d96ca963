// Messages on their way through an encoding, one way and the other, and the marks that say which were.

import { writeUint32 } from "../base/index.js";
import type { Encoding } from "./encoding.js";
import type { EncodingContext } from "./encoding-work.js";
import { PREFIX_BYTES } from "./frame-message.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

const toSendPlain = new WeakSet<object>();
const receivedCompressed = new WeakSet<object>();

/**
 * Marks a message to be sent as it is, on a call whose messages are compressed otherwise: for what is
 * compressed already, or secret beside what an attacker chose. Gives the message back.
 *
 *     yield uncompressed({ image });
 */
export function uncompressed<T extends object>(message: T): T {
  toSendPlain.add(message);
  return message;
}

/** True for a received message that had been compressed. */
export function wasCompressed(message: object): boolean {
  return receivedCompressed.has(message);
}

/** Notes that a message that was just decoded had been compressed. */
export function markCompressed(message: unknown): void {
  receivedCompressed.add(message as object);
}

/**
 * What is sent for `message`, whose bytes with their prefix are `framed`: these where it is small, marked, or
 * no smaller when compressed.
 */
export function compressFramed(
  message: unknown,
  framed: Uint8Array,
  encoding: Encoding,
  minBytes: number,
  context: EncodingContext,
): Uint8Array | Promise<Uint8Array> {
  const plain = framed.subarray(PREFIX_BYTES);
  if (plain.length < minBytes || toSendPlain.has(message as object)) return framed;
  const given = encoding.compress(plain, context);
  if (given instanceof Uint8Array) return smaller(given, framed, encoding);
  return Promise.resolve(given).then((bytes) => smaller(bytes, framed, encoding));
}

function smaller(bytes: Uint8Array, framed: Uint8Array, encoding: Encoding): Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(noBytes(encoding, "compress"));
  if (bytes.length + PREFIX_BYTES >= framed.length) return framed;
  const compressed = new Uint8Array(PREFIX_BYTES + bytes.length);
  compressed[0] = 1;
  writeUint32(compressed, 1, bytes.length);
  compressed.set(bytes, PREFIX_BYTES);
  return compressed;
}

/**
 * The most octets that a compressed message may have where a plain one may have `maxBytes`: what cannot be
 * compressed grows a little.
 */
export function maxCompressedBytes(maxBytes: number): number {
  return maxBytes + Math.ceil(maxBytes / 256) + 64;
}

/**
 * Decompresses one message. Throws, or rejects with, a StatusError: RESOURCE_EXHAUSTED for more than
 * `maxBytes`, INTERNAL for anything else.
 */
export function decompressMessage(
  encoding: Encoding,
  compressed: Uint8Array,
  maxBytes: number,
  context: EncodingContext,
): Uint8Array | Promise<Uint8Array> {
  const failed = (error: unknown): never => {
    throw decompressionError(encoding, compressed.length, maxBytes, error);
  };
  const check = (bytes: Uint8Array): Uint8Array => {
    if (!(bytes instanceof Uint8Array)) failed(new TypeError(noBytes(encoding, "decompress")));
    if (bytes.length > maxBytes) failed(new RangeError("too large"));
    return bytes;
  };
  try {
    const given = encoding.decompress(compressed, maxBytes, context);
    if (given instanceof Uint8Array) return check(given);
    return Promise.resolve(given).then(check, failed);
  } catch (error) {
    return failed(error);
  }
}

function decompressionError(
  encoding: Encoding,
  byteCount: number,
  maxBytes: number,
  cause: unknown,
): StatusError {
  if (StatusError.is(cause)) return cause;
  if (cause instanceof RangeError) {
    return new StatusError(
      Status.RESOURCE_EXHAUSTED,
      `Received ${byteCount} bytes that ${encoding.name} makes a larger message of: the limit is ${maxBytes} bytes`,
      { cause },
    );
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StatusError(
    Status.INTERNAL,
    `Cannot decompress a message of ${byteCount} bytes with ${encoding.name}: ${reason}`,
    { cause },
  );
}

function noBytes({ name }: Encoding, what: string): string {
  return `The encoding "${name}" gave no Uint8Array from ${what}()`;
}

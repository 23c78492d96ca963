// Messages one after another in a file or a stream, each with its length in front, as the `writeDelimitedTo` of other
// implementations writes them. Protobuf "Streaming Multiple Messages".

import { OutputBuffer } from "../../base/index.js";
import { createOptionsCheck, noOptions } from "../assert-options.js";
import { DecodeError } from "../decode-error.js";
import type { MessageType } from "../message-type.js";
import { describeValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { placeUint32 } from "../write-varint.js";

/** Options of {@link readDelimited}. */
export interface DelimitedOptions {
  /** A longer message is an error before any of it is kept; `Infinity` is no limit. Default: 67,108,864. */
  readonly maxMessageBytes?: number | undefined;
}

/** What {@link readDelimited} reads by default. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

const checkOptions: (options: DelimitedOptions) => void = /* @__PURE__ */ createOptionsCheck(
  "readDelimited()",
  {
    maxMessageBytes: {
      wanted: "a whole number of bytes, or Infinity",
      isNumber: true,
      fits: (value) => (Number.isInteger(value) || value === Infinity) && (value as number) >= 0,
    },
  },
);

/** What a length takes at most, in bytes. */
const MAX_LENGTH_BYTES = 5;

/**
 * One message with its length in front, a varint of at most five bytes.
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 */
export function encodeDelimited<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
): Uint8Array {
  const out = new OutputBuffer();
  out.length = MAX_LENGTH_BYTES;
  type.write(out, message);
  const length = out.length - MAX_LENGTH_BYTES;
  const prefix = new Uint8Array(MAX_LENGTH_BYTES);
  const count = placeUint32(prefix, 0, length);
  const start = MAX_LENGTH_BYTES - count;
  out.bytes.set(prefix.subarray(0, count), start);
  return new Uint8Array(out.bytes.subarray(start, out.length));
}

/**
 * Each message with its length in front, a chunk a message, for a stream to write. The next message is asked for when the
 * chunk before has been taken.
 *
 * ```ts
 * await pipeline(writeDelimited(User, users), createWriteStream("users.bin"));
 * ```
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 */
export async function* writeDelimited<Init>(
  type: MessageType<unknown, Init>,
  messages: Iterable<NoInfer<Init>> | AsyncIterable<NoInfer<Init>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isIterable(messages)) {
    throw new TypeError(
      `Cannot write ${describeValue(messages)} as messages: expected an iterable of them, [message]`,
    );
  }
  for await (const message of messages) yield encodeDelimited(type, message);
}

function isIterable(value: unknown): boolean {
  const iterable = value as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null | undefined;
  return (
    typeof (iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator]) === "function" &&
    typeof value === "object"
  );
}

/**
 * The messages in a stream of bytes, however it is cut into chunks.
 *
 * ```ts
 * for await (const user of readDelimited(User, createReadStream("users.bin"))) …
 * ```
 *
 * @throws TypeError for chunks that are no bytes, and for an option that is none; RangeError for one out of range
 * @throws DecodeError where a message is malformed, longer than is allowed, or cut off by the end
 */
export async function* readDelimited<T>(
  type: MessageType<T, never>,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: DelimitedOptions = noOptions,
): AsyncGenerator<T, void, undefined> {
  checkOptions(options);
  const { maxMessageBytes = MAX_MESSAGE_BYTES } = options;
  if (isUint8Array(chunks)) {
    throw new TypeError("Cannot read messages from bytes: expected an iterable of them, [bytes]");
  }
  const kept = new OutputBuffer(0);
  let start = 0;
  for await (const chunk of chunks) {
    if (!isUint8Array(chunk)) {
      throw new TypeError(
        `Cannot read messages from a chunk of type ${typeof chunk}: expected a Uint8Array`,
      );
    }
    // What has been read is let go once a chunk, so that many small messages are not moved for each.
    if (start > 0) {
      kept.bytes.copyWithin(0, start, kept.length);
      kept.length -= start;
      start = 0;
    }
    kept.append(chunk);
    for (;;) {
      const prefix = readPrefix(type.typeName, kept.bytes, start, kept.length);
      if (prefix === undefined) break;
      if (prefix.length > maxMessageBytes) {
        throw new DecodeError(
          type.typeName,
          "",
          0,
          `has ${prefix.length} bytes: expected at most ${maxMessageBytes}`,
        );
      }
      if (prefix.end + prefix.length > kept.length) break;
      const end = prefix.end + prefix.length;
      const message = type.read(kept.bytes, prefix.end, end);
      start = end;
      yield message;
    }
  }
  if (start < kept.length) {
    const left = kept.length - start;
    throw new DecodeError(
      type.typeName,
      "",
      left,
      "is cut off: the stream ends inside of a message",
    );
  }
}

/** The length at `start` and where the message after it begins; undefined where it has not all come yet. */
function readPrefix(
  typeName: string,
  bytes: Uint8Array,
  start: number,
  end: number,
): { length: number; end: number } | undefined {
  let length = 0;
  for (let i = 0; i < MAX_LENGTH_BYTES; i++) {
    if (start + i >= end) return undefined;
    const byte = bytes[start + i]!;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { length, end: start + i + 1 };
  }
  throw new DecodeError(typeName, "", 0, "has a length of more than five bytes");
}

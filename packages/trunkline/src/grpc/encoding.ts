// What messages are compressed with (gRPC "Compression"): the seam for gzip and the like, and who may do it
// when. Encodings themselves lie elsewhere: this room also runs where there is no zlib.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import type { EncodingContext } from "./encoding-work.js";

/**
 * A way of compressing messages. Each message is compressed on its own. What takes long should be done
 * aside and answered with a promise: nothing else of the call is sent meanwhile, but other calls go on. A call
 * at a server keeps its place among those of its connection until the promise has settled.
 *
 *     const brotli: Encoding = {
 *       name: "br",
 *       compress: promisify(brotliCompress),
 *       decompress: (bytes, maxBytes) => promisify(brotliDecompress)(bytes, { maxOutputLength: maxBytes }),
 *     };
 */
export interface Encoding {
  /** What `grpc-encoding` calls it, in lower case. */
  readonly name: string;
  /** The bytes given are valid until the answer is there, and are not to be changed. */
  compress(message: Uint8Array, context: EncodingContext): Uint8Array | Promise<Uint8Array>;
  /**
   * Fails with a RangeError when more than `maxBytes` would come out, without having made them all; with any
   * other error when the bytes are not what they should be.
   */
  decompress(
    compressed: Uint8Array,
    maxBytes: number,
    context: EncodingContext,
  ): Uint8Array | Promise<Uint8Array>;
}

/** How messages are compressed, at a server as on a channel. */
export interface CompressionOptions {
  /**
   * The encoding that messages are sent with where the other end takes it, by name; `identity` is none.
   * Default: at a client none, at a server the one that the request came with.
   */
  readonly send?: string | undefined;
  /**
   * The encodings there are, the best liked first. Default: gzip, deflate, and zstd where Node has it. An empty
   * list: none is understood, and none offered.
   */
  readonly encodings?: readonly Encoding[] | undefined;
  /** Smaller messages are sent as they are. Default 1,024 bytes. */
  readonly minBytes?: number | undefined;
}

/** The same with every default decided. */
export interface Compression {
  /** Null: none, or at a server as the request came. */
  readonly send: Encoding | null;
  /** Sends nothing compressed unless a call says so. */
  readonly isOff: boolean;
  readonly byName: ReadonlyMap<string, Encoding>;
  readonly minBytes: number;
  /** The value of `grpc-accept-encoding`. */
  readonly accepted: string;
}

export const IDENTITY = "identity";
const DEFAULT_MIN_BYTES = 1024;
const namePattern = /^[0-9a-z_-]+$/;
const optionKeys = ["send", "encodings", "minBytes"];

/**
 * Fills in the defaults.
 * @throws TypeError or RangeError for an option that is not what it should be
 */
export function resolveCompression(
  options: CompressionOptions,
  known: readonly Encoding[],
): Compression {
  assertOptions(options);
  assertKnownKeys("compression", options, optionKeys);
  const { send, encodings = known, minBytes = DEFAULT_MIN_BYTES } = options;
  if (!Number.isInteger(minBytes) || minBytes < 0) {
    throw new RangeError(
      `Cannot set compression.minBytes to ${String(minBytes)}: expected a whole number of at least 0`,
    );
  }
  const byName = new Map<string, Encoding>();
  for (const encoding of encodings) {
    assertEncoding(encoding);
    if (byName.has(encoding.name)) {
      throw new TypeError(`Cannot use two encodings called "${encoding.name}": expected one`);
    }
    byName.set(encoding.name, encoding);
  }
  return {
    send: send === undefined ? null : findEncoding("compression.send", send, byName),
    isOff: send === IDENTITY,
    byName,
    minBytes,
    accepted: [IDENTITY, ...byName.keys()].join(","),
  };
}

/**
 * The encoding that a user calls `name`; null for `identity`.
 * @throws RangeError where there is none of that name
 */
export function findEncoding(
  option: string,
  name: string,
  byName: ReadonlyMap<string, Encoding>,
): Encoding | null {
  if (name === IDENTITY) return null;
  const encoding = byName.get(name);
  if (encoding !== undefined) return encoding;
  throw new RangeError(
    `Cannot set ${option} to ${JSON.stringify(name)}: expected one of ${[IDENTITY, ...byName.keys()].join(", ")}`,
  );
}

/** True where the value of `grpc-accept-encoding` has `name`. */
export function acceptsEncoding(accepted: string | undefined, name: string): boolean {
  return accepted?.split(",").some((one) => one.trim() === name) === true;
}

function assertEncoding(encoding: Encoding): void {
  const { name, compress, decompress } = (encoding ?? {}) as Partial<Encoding>;
  if (typeof name !== "string" || !namePattern.test(name) || name === IDENTITY) {
    throw new TypeError(
      `Cannot use an encoding called ${JSON.stringify(name)}: expected lower-case letters, digits, "_" and "-", and not "identity"`,
    );
  }
  if (typeof compress !== "function" || typeof decompress !== "function") {
    throw new TypeError(
      `Cannot use the encoding "${name}": expected the functions compress and decompress`,
    );
  }
}

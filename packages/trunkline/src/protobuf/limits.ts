// What `decode` takes for limits; how they are made and applied is in decode-limits.ts, which programs without limits do
// not contain.

import type { Reader } from "./reader.js";

/** Limits for `decode`, as `createDecodeLimits` makes them. */
export interface DecodeLimits {
  readonly maxDepth: number;
  readonly maxBytes: number;
  readonly maxElements: number;
  readonly maxStringBytes: number;
  readonly maxUnknownBytes: number;
  /**
   * Not for programs: applies the limits to the message that `reader` is at the start of, and leaves it there.
   *
   * @throws DecodeFault where one is passed, or bytes are malformed
   */
  apply(type: object, reader: Reader): void;
  /** Not for programs: the first limit that a message passes which was not read from bytes. */
  check(type: object, message: object): PassedLimit | undefined;
  /** Not for programs: what `withDecodeLimits` gives. */
  typeWithin<Type extends object>(type: Type): Type;
}

/** A limit that is passed. */
export interface PassedLimit {
  /** The names of fields down to where it is; empty for the message itself. */
  readonly path: string;
  /** `has length 5: expected at most 4 (maxStringBytes)`. */
  readonly problem: string;
}

// What `decode` takes for limits. How they are made is in decode-limits.ts, which programs without limits do not contain;
// how they are held against bytes in limit-walk.ts, against a message read from JSON or text in message-limits.ts.

import type { Reader } from "./reader.js";

/** The limits by themselves: see `DecodeLimitOptions`. */
export interface LimitNumbers {
  readonly maxDepth: number;
  readonly maxBytes: number;
  readonly maxElements: number;
  readonly maxStringBytes: number;
  readonly maxUnknownBytes: number;
}

/** Limits for `decode`, as `createDecodeLimits` makes them. */
export interface DecodeLimits extends LimitNumbers {
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

// What a message is at run time: the constant that generated code exports beside each interface.

import type { OutputBuffer } from "../base/index.js";
import type { DecodeLimits } from "./limits.js";

/**
 * A message type: `T` is the message as it is read (every field key present), `Init` as it may be
 * written (fields optional, missing ones take their defaults). Calls need no more than this.
 */
export interface MessageType<T, Init = T> {
  /** Full name without a leading dot: `user.UserRequest`. */
  readonly typeName: string;
  /** A message with every field at its default, then what `init` gives. @throws TypeError for an unknown key */
  create(init?: Init): T;
  /** Binary encoding. @throws TypeError for a value of the wrong type or an unknown key, with its path */
  encode(message: Init): Uint8Array;
  /**
   * Binary decoding of all of `bytes`. Without `limits` messages are nested to a depth of 100, and nothing else is limited.
   *
   * @throws DecodeError for truncated or malformed bytes, and where a limit is passed
   */
  decode(bytes: Uint8Array, limits?: DecodeLimits): T;
  /** Not for programs: appends the binary encoding to `out`; on an exception `out` is left longer. */
  write(out: OutputBuffer, message: Init): void;
  /** Not for programs: decodes `bytes` from `start` to `end`. With `isKept` the result may share memory with them. */
  read(bytes: Uint8Array, start: number, end: number, isKept?: boolean): T;
}

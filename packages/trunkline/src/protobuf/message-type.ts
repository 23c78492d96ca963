// What a message is at run time: the constant that generated code exports beside each interface.

import type { OutputBuffer } from "../base/index.js";
import type { FieldInfo } from "./field-info.js";
import type { Reader } from "./reader.js";

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
  /** Binary decoding of all of `bytes`. @throws DecodeError for truncated or malformed bytes */
  decode(bytes: Uint8Array): T;
  /** @internal Appends the binary encoding to `out`; on an exception `out` is left longer. */
  write(out: OutputBuffer, message: Init): void;
  /** @internal Decodes `bytes` from `start` to `end`; the result shares no memory with `bytes`. */
  read(bytes: Uint8Array, start: number, end: number): T;
}

/** A message type as generated code makes it, with `messageType()`. */
export interface GeneratedType<T, Init = T> extends MessageType<T, Init> {
  /** The field table, in the order of the .proto file. */
  readonly fields: readonly FieldInfo[];
  /** @internal For generated code: `create` without paths in its errors. */
  createFields(init: Init): T;
  /** @internal For generated code: `write` without paths in its errors. */
  writeFields(out: OutputBuffer, message: Init): void;
  /** @internal For generated code: reads up to the reader's end, into `into` if there is one. */
  readFields(reader: Reader, into: T | undefined): T;
}

// `any` because a message type both takes and gives messages: no other argument accepts them all.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyGeneratedType = GeneratedType<any, any>;

// A message type as generated code makes it, and its field table: what generated code knows of the fields,
// as data. The binary format does not read the table on its way; errors, and every format that is not
// binary, do. One file, because a field leads to a message type and that to its fields.

import type { OutputBuffer } from "../base/index.js";
import type { ConvertFields } from "./json/output.js";
import type { DecodeLimits } from "./limits.js";
import type { MessageType } from "./message-type.js";
import type { Reader } from "./reader.js";

/** The scalar types by their names in .proto files. */
export type ScalarName =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

/** One field of a message. Absent flags are left out, so that generated code stays small. */
export interface FieldInfo {
  /** As in the .proto file: `user_id`. An extension's is its full name: `[shop.note]`. */
  readonly name: string;
  readonly number: number;
  /** The property of the message; for a member of a oneof the value of `case`: `userId`. */
  readonly key: string;
  /** What one value is; for a map what one of its values is. */
  readonly type: ScalarName | "enum" | "message";
  /** Given for enums: the generated constant. */
  readonly values?: Readonly<Record<string, number>>;
  /** Given where the constant of an enum leaves out what its names begin with: `COLOR_`. */
  readonly valuePrefix?: string;
  /** Given for messages; a function because types may contain themselves. */
  readonly message?: () => AnyGeneratedType;
  /** `map` gives the type of the keys instead. */
  readonly isRepeated?: true;
  /** Given for lists that a typed array holds: `Float64Array`. */
  readonly typed?: string;
  /** Given for maps: the type of the keys. */
  readonly map?: ScalarName;
  /** What holds the keys of a map that have 64 bits, instead of bigints. */
  readonly keyAs?: "string" | "number";
  /** Set where "absent" is told from "default": `optional`, singular messages, members of oneofs. */
  readonly hasPresence?: true;
  /** A message without it is neither read nor written. */
  readonly isRequired?: true;
  /** Given where the schema says what an absent field stands for: see `valueOrDefault`. */
  readonly default?: string | number | bigint | boolean | Uint8Array;
  /** Set for enums that hold none but their values. */
  readonly isClosed?: true;
  /** Set for messages that are between two keys on the wire, and not after a length. */
  readonly isDelimited?: true;
  /** The property of the message that holds this member of a oneof. */
  readonly oneof?: string;
  /** Set where JSON uses a name other than `key`. */
  readonly jsonName?: string;
  /**
   * What holds a 64-bit value instead of a bigint: `string`, `number`; or a Timestamp or Duration instead of a
   * message: `date`, `milliseconds`, or a `string` as in JSON.
   */
  readonly as?: "string" | "number" | "date" | "milliseconds";
}

/** A message type as generated code makes it, with `messageType()`. */
export interface GeneratedType<T, Init = T> extends MessageType<T, Init> {
  /** The field table, in the order of the .proto file. */
  readonly fields: readonly FieldInfo[];
  /** Names that no field may have any more; those of fields that were, most likely. */
  readonly reservedNames: readonly string[];
  /** Given by `withDecodeLimits`: what messages are read within, in every format. */
  readonly limits?: DecodeLimits;
  /** Not for programs: as of every message type, within `limits`. */
  read(bytes: Uint8Array, start: number, end: number, isKept?: boolean, limits?: DecodeLimits): T;
  /** For generated code: `create` without paths in its errors. */
  createFields(init: Init): T;
  /** For generated code: `write` without paths in its errors. */
  writeFields(out: OutputBuffer, message: Init): void;
  /** For generated code: reads up to the reader's end, into `into` if there is one. */
  readFields(reader: Reader, into: T | undefined): T;
  /** Not for programs: makes JSON of the fields, where options ask for nothing special. */
  readonly jsonFields: ConvertFields | undefined;
}

// `any` because a message type both takes and gives messages: no other argument accepts them all.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyGeneratedType = GeneratedType<any, any>;

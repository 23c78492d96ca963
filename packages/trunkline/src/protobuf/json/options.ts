// What the conversions to and from JSON take and give.

import type { Registry } from "../registry.js";

/** How messages become JSON. What is left out is as ProtoJSON has it by default. */
export interface JsonWriteOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found. */
  readonly registry?: Registry | undefined;
  /** Names as in the .proto file (`user_id`) and not `userId`. */
  readonly protoNames?: boolean | undefined;
  /** Enums as numbers and not by their names. */
  readonly enumsAsNumbers?: boolean | undefined;
  /** Fields without presence that have their default are written too: zeros, empty strings, lists and maps. */
  readonly defaultValues?: boolean | undefined;
}

/** {@link JsonWriteOptions} for text. */
export interface JsonTextOptions extends JsonWriteOptions {
  /** Spaces a level, or what stands for them: the text then has lines. Default: one line without spaces. */
  readonly indent?: number | string | undefined;
}

/** How JSON becomes a message. */
export interface JsonReadOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found. */
  readonly registry?: Registry | undefined;
  /** Names that no field has are skipped, and so are names that an enum does not have. Default: an error. */
  readonly ignoreUnknown?: boolean | undefined;
  /** How deep objects and arrays may be nested, 300 at most. Default: 100. */
  readonly maxDepth?: number | undefined;
}

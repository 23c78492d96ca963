// What the conversions to and from JSON take and give.

import {
  createOptionsCheck,
  flag,
  type OptionKind,
  registryOption,
  wholeNumber,
} from "../assert-options.js";
import { DEEPEST_IN_TEXT } from "../max-depth.js";
import type { Registry } from "../registry.js";

/** How messages become JSON. What is left out is as ProtoJSON has it by default. */
export interface JsonWriteOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found. */
  readonly registry?: Registry | undefined;
  /** Names as in the .proto file (`user_id`) and not `userId`. Default: false. */
  readonly protoNames?: boolean | undefined;
  /** Enums as numbers and not by their names. Default: false. */
  readonly enumsAsNumbers?: boolean | undefined;
  /** Fields without presence that have their default are written too: zeros, empty strings, lists and maps. Default: false. */
  readonly defaultValues?: boolean | undefined;
}

/** {@link JsonWriteOptions} for text. */
export interface JsonTextOptions extends JsonWriteOptions {
  /** Spaces a level, 100 at most, or what stands for them: the text then has lines. Default: one line without spaces. */
  readonly indent?: number | string | undefined;
}

/** How JSON becomes a message. */
export interface JsonReadOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found. */
  readonly registry?: Registry | undefined;
  /** Names that no field has are skipped, and so are names that an enum does not have. Default: an error. */
  readonly ignoreUnknown?: boolean | undefined;
  /** How deep messages may be nested, the outermost included; 1 to 300. Default: 100. */
  readonly maxDepth?: number | undefined;
}

/** Of both ways, text and values: who converts to and fro may have one object for all of it. */
const kinds: Readonly<Record<string, OptionKind>> = {
  registry: registryOption,
  protoNames: flag,
  enumsAsNumbers: flag,
  defaultValues: flag,
  indent: /* @__PURE__ */ wholeNumber(0, 100, {
    wanted: "a string",
    fits: (value) => typeof value === "string",
  }),
  ignoreUnknown: flag,
  maxDepth: /* @__PURE__ */ wholeNumber(1, DEEPEST_IN_TEXT),
};

/** @throws TypeError, RangeError for options that JSON has not */
export const checkWriteOptions: (options: JsonTextOptions) => void =
  /* @__PURE__ */ createOptionsCheck("toJson()", kinds);

/** @throws TypeError, RangeError for options that JSON has not */
export const checkReadOptions: (options: JsonReadOptions) => void =
  /* @__PURE__ */ createOptionsCheck("fromJson()", kinds);

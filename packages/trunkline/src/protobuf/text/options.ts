// What the conversions to and from text take.

import {
  createOptionsCheck,
  flag,
  type OptionKind,
  registryOption,
  wholeNumber,
} from "../assert-options.js";
import { DEEPEST_IN_TEXT } from "../max-depth.js";
import type { Registry } from "../registry.js";

/** How messages become text. */
export interface TextWriteOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found: what is not, is written as bytes or not at all. */
  readonly registry?: Registry | undefined;
  /** Fields that the schema does not know are written by their numbers. Such text cannot be read again. Default: false. */
  readonly unknownFields?: boolean | undefined;
  /** All in one line. Default: a line a value. */
  readonly oneLine?: boolean | undefined;
}

/** How text becomes a message. */
export interface TextReadOptions {
  /** Where the types inside `google.protobuf.Any`, and extensions, are found. */
  readonly registry?: Registry | undefined;
  /** How deep messages may be nested in the outermost, which does not count; 1 to 300. Default: 100. */
  readonly maxDepth?: number | undefined;
}

/** Of both ways: who converts to and fro may have one object for both. */
const kinds: Readonly<Record<string, OptionKind>> = {
  registry: registryOption,
  unknownFields: flag,
  oneLine: flag,
  maxDepth: /* @__PURE__ */ wholeNumber(1, DEEPEST_IN_TEXT),
};

/** @throws TypeError, RangeError for options that the text format has not */
export const checkWriteOptions: (options: TextWriteOptions) => void =
  /* @__PURE__ */ createOptionsCheck("toText()", kinds);

/** @throws TypeError, RangeError for options that the text format has not */
export const checkReadOptions: (options: TextReadOptions) => void =
  /* @__PURE__ */ createOptionsCheck("fromText()", kinds);

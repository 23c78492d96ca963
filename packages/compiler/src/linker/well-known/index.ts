// The well-known types' files (Protobuf "Well-Known Types"): built in, importable without a disk, and the
// same in every run, since the runtime carries the code generated from them.

import { DESCRIPTORS } from "./descriptor-proto.js";
import { FEATURES } from "./features-proto.js";
import { OPTIONS } from "./options-proto.js";
import { API, SOURCE_CONTEXT, TYPE } from "./reflection-protos.js";
import { ANY, DURATION, EMPTY, FIELD_MASK, STRUCT, TIMESTAMP, WRAPPERS } from "./value-protos.js";

const TEXTS: ReadonlyMap<string, string> = new Map([
  ["google/protobuf/any.proto", ANY],
  ["google/protobuf/api.proto", API],
  ["google/protobuf/descriptor.proto", `${DESCRIPTORS}\n${OPTIONS}\n${FEATURES}`],
  ["google/protobuf/duration.proto", DURATION],
  ["google/protobuf/empty.proto", EMPTY],
  ["google/protobuf/field_mask.proto", FIELD_MASK],
  ["google/protobuf/source_context.proto", SOURCE_CONTEXT],
  ["google/protobuf/struct.proto", STRUCT],
  ["google/protobuf/timestamp.proto", TIMESTAMP],
  ["google/protobuf/type.proto", TYPE],
  ["google/protobuf/wrappers.proto", WRAPPERS],
]);

/** Paths of all built-in files. */
export function wellKnownFiles(): readonly string[] {
  return [...TEXTS.keys()];
}

export function isWellKnownFile(path: string): boolean {
  return TEXTS.has(path);
}

/** The bytes of a built-in file, or undefined where `path` is none. */
export function readWellKnownFile(path: string): Uint8Array | undefined {
  const text = TEXTS.get(path);
  return text === undefined ? undefined : new TextEncoder().encode(text);
}

/** Where each of the top-level types of `google.protobuf` is declared, by simple name. */
export const WELL_KNOWN_TYPES: ReadonlyMap<string, string> = new Map(
  [...TEXTS].flatMap(([path, text]) =>
    [...text.matchAll(/^(?:message|enum) (\w+)/gm)].map((match) => [match[1]!, path] as const),
  ),
);

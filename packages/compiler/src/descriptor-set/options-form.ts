// The form in which an element's options are written: all of them, or only those to be kept at run time.
//
// protoc reads the options it has interpreted into its own classes of descriptor.proto. What these know is
// merged and sorted by number; custom options stay unknown to them, in the order they were set. To leave
// out source-retention options it goes through messages that know the extensions as well, if descriptor.proto
// is among the files of the run: then everything is merged and sorted.

import {
  createMessageValue,
  type FieldLike,
  isMessageValue,
  type MessageDescriptor,
  type MessageValue,
  mergeMessageValue,
  type SingleValue,
} from "../descriptor/index.js";
import type { InterpretedOptions } from "../linker/index.js";

/** Extensions of descriptor.proto that protoc has built in. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "pb.cpp",
  "pb.java",
  "pb.csharp",
  "pb.file.cpp",
  "pb.enumvalue.json",
]);

/** Which fields protoc's own classes know. */
function isBuiltIn(field: FieldLike): boolean {
  return !("extendee" in field) || BUILT_IN.has(field.fullName);
}

/** All options. */
export function retainedOptions({ type, records }: InterpretedOptions): MessageValue {
  const merged = createMessageValue(type);
  for (const record of records) mergeMessageValue(merged, record, isBuiltIn);
  return merged;
}

/** Where StripResult.paths starts from, and what is known. */
export interface StripContext {
  readonly path: readonly number[];
  readonly isDescriptorProtoLoaded: boolean;
  /** Receives the paths of what was left out. */
  readonly stripped: (readonly number[])[];
}

/** The options without those of source retention; undefined where nothing is left of some. */
export function strippedOptions(
  options: InterpretedOptions,
  { path, isDescriptorProtoLoaded, stripped }: StripContext,
): MessageValue | undefined {
  const merged = createMessageValue(options.type);
  const knows = isDescriptorProtoLoaded ? () => true : isBuiltIn;
  for (const record of options.records) mergeMessageValue(merged, record, knows);
  if (isDescriptorProtoLoaded) dropDefaults(merged);
  if (isEmpty(merged)) return merged;
  const kept = strip(merged, path, stripped);
  if (!isEmpty(kept)) return isDescriptorProtoLoaded ? reread(kept) : kept;
  stripped.push(path);
  return undefined;
}

function isEmpty({ fields, unknown }: MessageValue): boolean {
  return fields.size === 0 && unknown.length === 0;
}

function strip(
  message: MessageValue,
  path: readonly number[],
  stripped: (readonly number[])[],
): MessageValue {
  const kept = createMessageValue(message.type);
  kept.unknown.push(...message.unknown);
  for (const [field, values] of message.fields) {
    const inner = [...path, field.number];
    if (isSourceOnly(field)) {
      stripped.push(inner);
      continue;
    }
    const isList = field.type.kind !== "singular";
    const strippedValues = values.map((value, index): SingleValue => {
      if (!isMessageValue(value)) return value;
      return strip(value, isList ? [...inner, index] : inner, stripped);
    });
    kept.fields.set(field, strippedValues);
  }
  return kept;
}

function isSourceOnly(field: FieldLike): boolean {
  return field.options.some(
    ({ name, value }) =>
      name === "retention" && value.kind === "identifier" && value.value === "RETENTION_SOURCE",
  );
}

/** Zeros that were set and mean the same as nothing are not written by messages that know the field. */
function dropDefaults(message: MessageValue): void {
  for (const [field, values] of message.fields) {
    const [first] = values;
    if (field.type.kind === "singular" && !field.hasPresence && isZero(first!)) {
      message.fields.delete(field);
    }
    for (const value of values) if (isMessageValue(value)) dropDefaults(value);
  }
}

function isZero(value: SingleValue): boolean {
  if (typeof value === "number") return Object.is(value, 0);
  if (typeof value === "bigint") return value === 0n;
  return value === false || value === "" || (value instanceof Uint8Array && value.length === 0);
}

/** Back in protoc's own classes: extensions it does not know come after what it knows. */
function reread(message: MessageValue): MessageValue {
  if (!isOfDescriptorProto(message.type)) return message;
  const read = createMessageValue(message.type);
  const fields = [...message.fields].sort(([a], [b]) => a.number - b.number);
  for (const [field, values] of fields) {
    if (isBuiltIn(field)) {
      read.fields.set(
        field,
        values.map((value) => (isMessageValue(value) ? reread(value) : value)),
      );
    } else {
      read.unknown.push({ field, values, isPacked: true });
    }
  }
  return read;
}

function isOfDescriptorProto({ file }: MessageDescriptor): boolean {
  return file.package === "google.protobuf" && file.path.endsWith("descriptor.proto");
}

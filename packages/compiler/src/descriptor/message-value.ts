// Values of messages that no code was generated for: options, whose types .proto files declare.

import type { FieldDescriptor, FieldLike, MessageDescriptor } from "./model.js";

/**
 * One value of a field: enums by number, 64-bit integers as bigint. `-nan`, which numbers cannot tell from
 * `nan`, is that word.
 */
export type SingleValue =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | MessageValue
  | MapEntryValue;

export interface MessageValue {
  readonly kind: "message";
  readonly type: MessageDescriptor;
  /** The fields that are set; one value where the field is singular. */
  readonly fields: Map<FieldLike, SingleValue[]>;
  /** Fields in the order they were set, unmerged, as a reader keeps those it does not know. */
  readonly unknown: UnknownValue[];
}

export interface UnknownValue {
  readonly field: FieldLike;
  readonly values: readonly SingleValue[];
  /** Whether the values stand in one record, where the field may be packed. */
  readonly isPacked: boolean;
}

/** One entry of a map. */
export interface MapEntryValue {
  readonly kind: "entry";
  readonly key: SingleValue;
  readonly value: SingleValue;
}

export function createMessageValue(type: MessageDescriptor): MessageValue {
  return { kind: "message", type, fields: new Map(), unknown: [] };
}

export function isMessageValue(value: SingleValue): value is MessageValue {
  return typeof value === "object" && "kind" in value && value.kind === "message";
}

/** Sets `field`, or adds to it where it is repeated. */
export function addValue(message: MessageValue, field: FieldLike, value: SingleValue): void {
  const values = message.fields.get(field);
  if (values === undefined) message.fields.set(field, [value]);
  else if (field.type.kind === "singular") values[0] = value;
  else values.push(value);
}

/** Sets one value of `field` by itself, in a record of its own even where the field is packed. */
export function addRecord(message: MessageValue, field: FieldLike, value: SingleValue): void {
  message.unknown.push({ field, values: [value], isPacked: false });
}

/**
 * What a reader makes of `source` in `target`: singular messages are merged, other singular fields
 * replaced, repeated ones go on. Fields for which `knows` is false stay as they are, one after another.
 */
export function mergeMessageValue(
  target: MessageValue,
  source: MessageValue,
  knows: (field: FieldLike) => boolean,
): void {
  const unknown = source.unknown.map(({ field, values }) => [field, values] as const);
  for (const [field, values] of [...source.fields, ...unknown]) {
    for (const value of values) {
      if (!knows(field)) {
        target.unknown.push({ field, values: [value], isPacked: false });
      } else if (field.type.kind === "singular" && isMessageValue(value)) {
        clearOneof(target, field);
        const held = target.fields.get(field)?.[0];
        const inner = held === undefined ? createMessageValue(value.type) : (held as MessageValue);
        mergeMessageValue(inner, value, knows);
        target.fields.set(field, [inner]);
      } else {
        clearOneof(target, field);
        addValue(target, field, value);
      }
    }
  }
}

/** Of a oneof the last member counts. */
function clearOneof({ fields }: MessageValue, field: FieldLike): void {
  const oneof = "oneof" in field ? (field as FieldDescriptor).oneof : undefined;
  for (const other of oneof?.fields ?? []) if (other !== field) fields.delete(other);
}

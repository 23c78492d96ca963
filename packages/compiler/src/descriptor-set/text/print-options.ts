// Options messages as the statements that set them, custom ones by their full names. Those that a set does not
// declare, or not where the file sees it, are left out: no text could name them.

import { ProtoMessage, type RawField } from "../../descriptor/index.js";
import {
  declarationOf,
  holdsMessage,
  isRepeated,
  type ValueContext,
  valueTexts,
} from "./print-value.js";
import type { RawMessage } from "./set-schema.js";

/** What text says otherwise, or never says. */
const UNWRITTEN: ReadonlySet<string> = new Set(["map_entry", "uninterpreted_option"]);

/** `name = value` for each option that `bytes`, a message of `type` (`FieldOptions`), sets. */
export function optionSettings(
  context: ValueContext,
  bytes: Uint8Array | undefined,
  type: string,
): readonly string[] {
  if (bytes === undefined || bytes.length === 0) return [];
  const message = context.schema.message(`.google.protobuf.${type}`);
  if (message === undefined) return [];
  const options = new ProtoMessage(bytes);
  const texts = new Map<RawField, readonly string[]>();
  for (const { number } of options.fields) {
    const records = options.all(number);
    if (texts.has(records[0]!)) continue;
    const declared = declarationOf(context, message, number);
    if (declared === undefined || UNWRITTEN.has(declared.name)) continue;
    for (const [record, settings] of settingsOf(context, message, declared, records)) {
      texts.set(record, settings);
    }
  }
  // Custom options are kept in the order that they were set in.
  return options.fields.flatMap((record) => texts.get(record) ?? []);
}

interface Declared {
  readonly name: string;
  readonly field: ProtoMessage;
}

/** What each of the `records` of an option says; all of them together where that is one value. */
function settingsOf(
  context: ValueContext,
  message: RawMessage,
  { name, field }: Declared,
  records: readonly RawField[],
): readonly (readonly [RawField, readonly string[]])[] {
  const isCustom = !message.fields.has(records[0]!.number);
  const written = isCustom ? `(${name})` : name;
  const whole = (some: readonly RawField[]) =>
    valueTexts(context, field, some).map((text) => `${written} = ${text}`);
  if (isRepeated(field)) return records.map((record) => [record, whole([record])]);
  if (isCustom && records.length > 1 && holdsMessage(field)) {
    // `(.m).a = 1` and `(.m).b = 2`: a message whose parts were set one by one is in as many records.
    const parts = records.map((record) => partSetting(context, written, field, record));
    if (parts.every((one) => one !== undefined)) {
      return records.map((record, index) => [record, [parts[index]!]]);
    }
  }
  return records.map((record, index) => [record, index === 0 ? whole(records) : []]);
}

/** The one part that `record` sets; undefined where it sets several. */
function partSetting(
  context: ValueContext,
  written: string,
  field: ProtoMessage,
  record: RawField,
): string | undefined {
  if (holdsMessage(field) && !isRepeated(field)) {
    const type = context.schema.message(field.string(6));
    const inner = type && onlyField(context, type, record);
    if (inner !== undefined) {
      return partSetting(context, `${written}.${inner.name}`, inner.field, inner.record);
    }
  }
  const [text, ...more] = valueTexts(context, field, [record]);
  return text === undefined || more.length > 0 ? undefined : `${written} = ${text}`;
}

/** The field of a message that has but one. */
function onlyField(context: ValueContext, type: RawMessage, { bytes }: RawField) {
  const [record, ...more] = bytes === undefined ? [] : new ProtoMessage(bytes).fields;
  if (record === undefined || more.length > 0 || type.isMessageSet) return undefined;
  const declared = declarationOf(context, type, record.number);
  if (declared === undefined) return undefined;
  const isExtension = !type.fields.has(record.number);
  const name = isExtension ? `(${declared.name})` : declared.name;
  return { name, field: declared.field, record };
}

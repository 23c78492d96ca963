// Closed enums: a field holds none but the values of the schema. One that arrives with another number is an
// unknown field, so that whoever knows the number still gets it. Protobuf "Enum Behavior".

import { OutputBuffer } from "../base/index.js";
import { enter } from "./read-message.js";
import { extendUnknown, keepUnknown, type UnknownRanges } from "./read-unknown.js";
import { readInt32 } from "./read-varint.js";
import { leave, type Reader } from "./reader.js";
import { describeValue } from "./value-error.js";
import { writeInt32 } from "./write-varint.js";

/** The numbers of a closed enum. */
export type EnumNumbers = ReadonlySet<number>;

/** The numbers of an enum, from its constant. */
export function enumNumbers(values: Readonly<Record<string, number>>): EnumNumbers {
  return new Set(Object.values(values));
}

/** `value` where it is one of `numbers`. @throws TypeError otherwise */
export function knownValue(numbers: EnumNumbers, value: number): number {
  if (!numbers.has(value)) {
    throw new TypeError(`expected a value of the enum, got ${describeValue(value)}`);
  }
  return value;
}

/**
 * Reads a packed field into `list`. Numbers that are not of the enum go to `message.$unknown`, each as
 * a field of its own with the key `tag`, after the unknown fields that came before.
 */
export function readKnownValues(
  reader: Reader,
  list: number[],
  numbers: EnumNumbers,
  tag: number,
  message: { $unknown?: Uint8Array },
  unknown: UnknownRanges | undefined,
): UnknownRanges | undefined {
  const outerEnd = enter(reader);
  let others: OutputBuffer | undefined;
  while (reader.position < reader.end) {
    const value = readInt32(reader);
    if (numbers.has(value)) list.push(value);
    else {
      others ??= new OutputBuffer(64);
      writeInt32(others, tag, value);
    }
  }
  leave(reader, outerEnd);
  if (others === undefined) return unknown;
  if (unknown !== undefined) keepUnknown(reader, message, unknown);
  const at = extendUnknown(message, others.length);
  message.$unknown!.set(others.bytes.subarray(0, others.length), at);
  return undefined;
}

// A field as descriptors have it, ready to be read and written.

import { type EnumNumbers, enumNumbers } from "../closed-enums.js";
import { toBigintKey, toBooleanKey, toNumberKey, toStringKey } from "../create-values.js";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "../generated-type.js";
import { enumCodec, scalarCodec, type ValueCodec, WireType } from "./value-codec.js";

/** What the field table does not say, because no format but the binary one asks. */
export interface DynamicField {
  readonly info: FieldInfo;
  /** On the wire: that of an extension of a message set is 1, since its own may be more than a key can hold. */
  readonly number: number;
  /** Whether a list is written packed. */
  readonly isPacked: boolean;
  /** Whether strings need not be UTF-8. */
  readonly isLossy: boolean;
}

/** The key of a field on the wire; up to 2^32 - 1, hence no shift. */
export function tagOf(number: number, wireType: number): number {
  return number * 8 + wireType;
}

/** The numbers of a closed enum; undefined for other fields. */
export function numbersOf({ info }: DynamicField): EnumNumbers | undefined {
  return info.isClosed === true ? enumNumbers(info.values!) : undefined;
}

/** What reads and writes one value of a field that holds no messages. */
export function codecOf({ info, isLossy }: DynamicField, numbers?: EnumNumbers): ValueCodec {
  if (info.type === "message") throw new TypeError(`The field "${info.name}" holds messages`);
  if (info.type !== "enum") return scalarCodec(info.type, info.as, isLossy);
  return enumCodec(Object.values(info.values!)[0] ?? 0, numbers);
}

/** What reads and writes the keys of a map. */
export function keyCodecOf({ info, isLossy }: DynamicField): ValueCodec {
  return scalarCodec(info.map!, info.keyAs, isLossy);
}

/** What turns the key of a record into one of the map. */
export function recordKeyOf({ map, keyAs }: FieldInfo): (key: string) => unknown {
  if (map === "string" || keyAs === "string") return toStringKey;
  if (map === "bool") return toBooleanKey;
  return isWide(map!) && keyAs === undefined ? toBigintKey : toNumberKey;
}

export function isWide(type: ScalarName): boolean {
  return type.endsWith("64");
}

/** The key of one value on the wire. */
export function valueTagOf(field: DynamicField): number {
  const { info, number } = field;
  if (info.type !== "message") return tagOf(number, codecOf(field).wireType);
  return tagOf(number, info.isDelimited === true ? WireType.group : WireType.length);
}

/** The type of the messages that a field holds, once all types are there. */
export function messageOf(info: FieldInfo): AnyGeneratedType {
  return info.message!();
}

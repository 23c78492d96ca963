// Lists of numbers and bools, appended to what is there: each after a comma.

import { type FieldPlan, Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { putDouble, putFloat, putSigned, putUnsigned, putWhole } from "./put-number.js";
import { putAscii, putByte } from "./put-text.js";
import type { TextMemory } from "./text-memory.js";
import { scalarText } from "./write-scalar.js";

const COMMA = 0x2c;

/** Whether `putList` puts the values of a list: numbers, however they are held, and bools. */
export function isNumeric(kind: Kind): boolean {
  return kind !== Kind.string && kind !== Kind.bytes && kind < Kind.enum;
}

/** @throws TypeError for a value that the field does not have; `explainValue` then says where */
export function putList(out: TextMemory, { kind, as }: FieldPlan, list: readonly unknown[]): void {
  const { length } = list;
  switch (kind) {
    case Kind.bool:
      for (let i = 0; i < length; i++) {
        const value = list[i];
        if (typeof value !== "boolean") rejectValue("bool", value);
        putAscii(out, value ? ",true" : ",false");
      }
      break;
    case Kind.int32:
      for (let i = 0; i < length; i++) {
        const value = list[i] as number;
        if ((value | 0) !== value) rejectValue("int32", value);
        putByte(out, COMMA);
        putWhole(out, value);
      }
      break;
    case Kind.uint32:
      for (let i = 0; i < length; i++) {
        const value = list[i] as number;
        if (value >>> 0 !== value) rejectValue("uint32", value);
        putByte(out, COMMA);
        putWhole(out, value);
      }
      break;
    case Kind.double:
      for (let i = 0; i < length; i++) {
        putByte(out, COMMA);
        putDouble(out, list[i]);
      }
      break;
    case Kind.float:
      for (let i = 0; i < length; i++) {
        putByte(out, COMMA);
        putFloat(out, list[i]);
      }
      break;
    case Kind.int64:
      for (let i = 0; i < length; i++) {
        const value = list[i];
        putByte(out, COMMA);
        if (typeof value !== "bigint" || !putSigned(out, value)) rejectValue("int64", value);
      }
      break;
    case Kind.uint64:
      for (let i = 0; i < length; i++) {
        const value = list[i];
        putByte(out, COMMA);
        if (typeof value !== "bigint" || !putUnsigned(out, value)) rejectValue("uint64", value);
      }
      break;
    default:
      for (let i = 0; i < length; i++) {
        putByte(out, COMMA);
        putAscii(out, scalarText(kind, as, list[i]));
      }
  }
}

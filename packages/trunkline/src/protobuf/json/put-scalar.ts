// A scalar appended as JSON.

import type { OutputBuffer } from "../../base/index.js";
import type { FieldInfo } from "../generated-type.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { putAscii, putBase64, putString, putWhole, putWide } from "./put-text.js";
import { scalarText } from "./write-scalar.js";

/**
 * Gives false where what it appends is not ASCII.
 *
 * @throws TypeError for a value that the kind does not have; `explainValue` then says where
 */
export function putScalar(
  out: OutputBuffer,
  kind: Kind,
  as: FieldInfo["as"],
  value: unknown,
): boolean {
  switch (kind) {
    case Kind.string:
      if (typeof value !== "string") rejectValue("string", value);
      return putString(out, value);
    case Kind.bool:
      if (typeof value !== "boolean") rejectValue("bool", value);
      putAscii(out, value ? "true" : "false");
      return true;
    case Kind.int32:
      if (((value as number) | 0) !== value) rejectValue("int32", value);
      putWhole(out, value);
      return true;
    case Kind.uint32:
      if ((value as number) >>> 0 !== value) rejectValue("uint32", value);
      putWhole(out, value);
      return true;
    case Kind.bytes:
      if (!isUint8Array(value)) rejectValue("bytes", value);
      putBase64(out, value);
      return true;
    case Kind.int64:
      if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) {
        rejectValue("int64", value);
      }
      putWide(out, value);
      return true;
    case Kind.uint64:
      if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) {
        rejectValue("uint64", value);
      }
      putWide(out, value);
      return true;
    case Kind.double:
      if (Number.isSafeInteger(value) && value !== 0) {
        putWhole(out, value as number);
        return true;
      }
  }
  putAscii(out, scalarText(kind, as, value));
  return true;
}

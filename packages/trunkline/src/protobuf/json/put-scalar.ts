// A scalar appended as JSON.

import type { FieldInfo } from "../generated-type.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { putDouble, putFloat, putSigned, putUnsigned, putWhole } from "./put-number.js";
import { putAscii, putBase64, putString } from "./put-text.js";
import type { TextMemory } from "./text-memory.js";
import { scalarText } from "./write-scalar.js";

/** @throws TypeError for a value that the kind does not have; `explainValue` then says where */
export function putScalar(out: TextMemory, kind: Kind, as: FieldInfo["as"], value: unknown): void {
  switch (kind) {
    case Kind.string:
      if (typeof value !== "string") rejectValue("string", value);
      putString(out, value);
      break;
    case Kind.bool:
      if (typeof value !== "boolean") rejectValue("bool", value);
      putAscii(out, value ? "true" : "false");
      break;
    case Kind.int32:
      if (((value as number) | 0) !== value) rejectValue("int32", value);
      putWhole(out, value);
      break;
    case Kind.uint32:
      if ((value as number) >>> 0 !== value) rejectValue("uint32", value);
      putWhole(out, value);
      break;
    case Kind.double:
      putDouble(out, value);
      break;
    case Kind.float:
      putFloat(out, value);
      break;
    case Kind.bytes:
      if (!isUint8Array(value)) rejectValue("bytes", value);
      putBase64(out, value);
      break;
    case Kind.int64:
      if (typeof value !== "bigint" || !putSigned(out, value)) rejectValue("int64", value);
      break;
    case Kind.uint64:
      if (typeof value !== "bigint" || !putUnsigned(out, value)) rejectValue("uint64", value);
      break;
    default:
      putAscii(out, scalarText(kind, as, value));
  }
}

// A scalar as text.

import type { FieldInfo } from "../generated-type.js";
import { scalarText as jsonText } from "../json/write-scalar.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { escapeBytes, escapeString } from "./unescape.js";

const infinities: Readonly<Record<string, string>> = {
  '"NaN"': "nan",
  '"Infinity"': "inf",
  '"-Infinity"': "-inf",
};

const QUOTE = 0x22;

/** @throws TypeError for a value that the kind does not have; `explainValue` then says where */
export function scalarText(kind: Kind, as: FieldInfo["as"], value: unknown): string {
  switch (kind) {
    case Kind.string:
      if (typeof value !== "string") rejectValue("string", value);
      return escapeString(value);
    case Kind.bytes:
      if (!isUint8Array(value)) rejectValue("bytes", value);
      return escapeBytes(value);
    case Kind.double:
    case Kind.float: {
      const text = jsonText(kind, as, value);
      return text.charCodeAt(0) === QUOTE ? infinities[text]! : text;
    }
    case Kind.int64:
    case Kind.uint64:
    case Kind.heldInt64:
    case Kind.heldUint64:
      // They have quotes in JSON.
      return jsonText(kind, as, value).slice(1, -1);
    default:
      return jsonText(kind, as, value);
  }
}

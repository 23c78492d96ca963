// Default values as FieldDescriptorProto's `default_value` has them.

import type { DefaultValue, ValueType } from "../descriptor/index.js";
import { formatDouble, formatFloat } from "./format-number.js";

/** The text of a field's default; bytes for a string that is not UTF-8. */
export function defaultText(type: ValueType, value: DefaultValue): string | Uint8Array {
  if (value instanceof Uint8Array) return isBytes(type) ? escapeBytes(value) : value;
  if (typeof value === "string") {
    return isBytes(type) ? escapeBytes(new TextEncoder().encode(value)) : value;
  }
  if (typeof value === "object") return value.name;
  if (typeof value !== "number" || type.kind !== "scalar") return String(value);
  if (type.scalar === "double") return formatDouble(value);
  return type.scalar === "float" ? formatFloat(value) : String(value);
}

function isBytes(type: ValueType): boolean {
  return type.kind === "scalar" && type.scalar === "bytes";
}

const ESCAPES: { readonly [byte: number]: string } = {
  9: "\\t",
  10: "\\n",
  13: "\\r",
  34: '\\"',
  39: "\\'",
  92: "\\\\",
};

/** Printable ASCII as it is, the rest as C escapes, octal ones with three digits. */
function escapeBytes(bytes: Uint8Array): string {
  const parts = Array.from(bytes, (byte) => {
    if (byte in ESCAPES) return ESCAPES[byte];
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return parts.join("");
}

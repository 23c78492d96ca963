// The size of a header list as limits count it: octets of names and values, and 32 a field (RFC 9113 §6.5.2).

import { type HeaderFields, type HeaderPart, HeaderTemplate } from "./header-template.js";

/** The size of the list that `parts` make. */
export function headerListBytes(parts: readonly HeaderPart[]): number {
  let bytes = 0;
  for (const part of parts)
    bytes += fieldsBytes(part instanceof HeaderTemplate ? part.fields : part);
  return bytes;
}

function fieldsBytes(fields: HeaderFields): number {
  let bytes = 16 * fields.length;
  for (const text of fields) bytes += text.length;
  return bytes;
}

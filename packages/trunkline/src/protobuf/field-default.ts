// What a field that is absent stands for: the default that the schema gives it, else that of its type.

import type { FieldInfo, GeneratedType } from "./generated-type.js";
import { shorten } from "./shorten.js";
import { typedKindOf } from "./typed-lists.js";

/**
 * The value of a field, or its default where the message has none: `default = 10` of proto2 and editions,
 * else zero, false, an empty string, the first value of an enum, an empty message.
 *
 * ```ts
 * const pageSize = valueOrDefault(SearchRequest, request, "pageSize");
 * ```
 *
 * @throws TypeError for a key that is no field: that of a oneof
 */
export function valueOrDefault<T extends object, K extends keyof T & string>(
  type: GeneratedType<T, never>,
  message: T,
  key: K,
): T[K] & {} {
  const value = message[key];
  if (value !== undefined && value !== null) return value;
  const field = type.fields.find((one) => one.key === key && one.oneof === undefined);
  if (field === undefined) {
    throw new TypeError(
      `Cannot tell a default: ${type.typeName} has no field with the key ${shorten(key)}`,
    );
  }
  return defaultOf(field) as T[K] & {};
}

function emptyMoment({ as, message }: FieldInfo): unknown {
  if (as === "date") return new Date(0);
  if (as === "milliseconds") return 0;
  return message!().typeName.endsWith("Timestamp") ? "1970-01-01T00:00:00Z" : "0s";
}

function defaultOf(field: FieldInfo): unknown {
  if (field.default !== undefined) return field.default;
  if (field.map !== undefined) return new Map();
  if (field.isRepeated) return field.typed === undefined ? [] : typedKindOf(field.typed).empty;
  switch (field.type) {
    case "message":
      return field.as === undefined ? field.message!().create() : emptyMoment(field);
    case "enum":
      return Object.values(field.values!)[0];
    case "string":
      return "";
    case "bytes":
      return new Uint8Array(0);
    case "bool":
      return false;
    default:
      if (!field.type.endsWith("64")) return 0;
      return field.as === undefined ? 0n : field.as === "string" ? "0" : 0;
  }
}

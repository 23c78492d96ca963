// How names of a .proto file become keys: as they do in generated code.

import { toCamelCase } from "../field-line.js";

/** Members of Object.prototype: an init without the key would seem to have it. */
const inheritedKeys: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** Whether .proto files can have the name. No name that can is `__proto__` as a key, or begins with `$`. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** The property that holds a field or a oneof: `user_id` is `userId`. */
export function toKey(name: string): string {
  const key = toCamelCase(name);
  return inheritedKeys.has(key) ? `${key}$` : key;
}

/** The key of an rpc: `GetUserStats` is `getUserStats`. */
export function toMethodKey(name: string): string {
  const camel = toCamelCase(name);
  const key = camel.charAt(0).toLowerCase() + camel.slice(1);
  return inheritedKeys.has(key) ? `${key}$` : key;
}

/** The name in JSON where the descriptor gives none: only letters in lower case are raised. */
export function toJsonName(name: string): string {
  return name.replace(/_+([a-z]?)/g, (_, letter: string) => letter.toUpperCase());
}

/** `COLOR_` where every value of `Color` begins with it and something that can be a name follows; else empty. */
export function valuePrefixOf(enumName: string, valueNames: readonly string[]): string {
  const words = enumName
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  const prefix = `${words.toUpperCase()}_`;
  const isCommon = valueNames.every(
    (name) => name.startsWith(prefix) && /^[A-Za-z]/.test(name.slice(prefix.length)),
  );
  return isCommon ? prefix : "";
}

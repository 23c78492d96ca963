// What the constant of an enum leaves out of its names.

import type { EnumDescriptor } from "../descriptor/index.js";
import { toValuePrefix } from "./local-name.js";

/** `COLOR_` where every value of `Color` begins with it and something that can be a name follows; else empty. */
export function valuePrefixOf({ name: enumName, values }: EnumDescriptor): string {
  const prefix = toValuePrefix(enumName);
  const isCommon = values.every(
    ({ name }) => name.startsWith(prefix) && /^[A-Za-z]/.test(name.slice(prefix.length)),
  );
  return isCommon ? prefix : "";
}

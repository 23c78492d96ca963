// What the conversions to and from JSON and text are given, looked at before the first of it is used.

import { assertOptions } from "../base/index.js";
import type { Registry } from "./registry.js";
import { describeValue } from "./value-error.js";

/** @throws TypeError for options that are no object, and for a registry in them that is none */
export function assertFormatOptions(options: { readonly registry?: Registry | undefined }): void {
  assertOptions(options);
  const { registry } = options;
  if (registry === undefined || typeof registry?.findMessage === "function") return;
  throw new TypeError(
    `Cannot use the registry: expected one that createRegistry() gives, got ${describeValue(registry)}`,
  );
}

/**
 * @param source what the text is: `JSON`
 * @throws TypeError for what is no text: `Cannot read a shop.Order from JSON: expected a string, got …`
 */
export function assertText(
  type: { readonly typeName: string },
  source: string,
  text: string,
): void {
  if (typeof text === "string") return;
  throw new TypeError(
    `Cannot read a ${type.typeName} from ${source}: expected a string, got ${describeValue(text)}`,
  );
}

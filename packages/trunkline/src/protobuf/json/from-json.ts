// JSON to messages: ProtoJSON, strictly.

import { limitsOf } from "../assert-limits.js";
import { assertText, noOptions } from "../assert-options.js";
import type { AnyGeneratedType } from "../generated-type.js";
import { findTooLong, optionsWithin, resolveMaxDepth } from "../max-depth.js";
import { planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { canLack, findMissing } from "../required.js";
import { hasOnlyNames } from "./count-names.js";
import { asJsonError, JsonError } from "./json-error.js";
import { checkReadOptions, type JsonReadOptions } from "./options.js";
import { parseJson } from "./parse-json.js";
import { MessageReader } from "./read-message.js";
import { InexactNumber } from "./read-scalar.js";

/**
 * A message from a value of JSON, which is not changed. 64-bit integers may be bigints in it.
 *
 * @throws JsonError `$.users[3].email: expected a string, got 42`
 */
export function fromJson<T>(
  type: MessageType<T, never>,
  json: unknown,
  options: JsonReadOptions = noOptions,
): T {
  planOf(type);
  checkReadOptions(options);
  try {
    return readWhole(type, json, new MessageReader(optionsWithin(type, options)));
  } catch (error) {
    throw asJsonError(error);
  }
}

/**
 * A message from JSON text. A name that is given twice in an object is an error, as is one field under both of its
 * names; whole numbers keep all their digits.
 *
 * ```ts
 * fromJsonString(HelloRequest, '{"name":"itfromzero"}'); // { name: "itfromzero" }
 * ```
 *
 * @throws JsonError `$.users[3].email: expected a string, got 42`
 */
export function fromJsonString<T>(
  type: MessageType<T, never>,
  text: string,
  options: JsonReadOptions = noOptions,
): T {
  planOf(type);
  assertText(type, "JSON", text);
  checkReadOptions(options);
  const tooLong = findTooLong(limitsOf(type), text.length);
  if (tooLong !== undefined) throw new JsonError("$", tooLong);
  const within = optionsWithin(type, options);
  const json = parseQuickly(text);
  if (json !== undefined) {
    const reader = new MessageReader(within);
    const message = readQuickly(type, json, reader);
    if (message !== undefined && hasOnlyNames(text, reader.names)) return message;
  }
  return fromJson(type, parseJson(text, resolveMaxDepth(within.maxDepth)), within);
}

/** Undefined where `text` is no JSON: the strict parser says why. */
function parseQuickly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined where a number would not be the one in the text. */
function readQuickly<T>(
  type: MessageType<T, never>,
  json: unknown,
  reader: MessageReader,
): T | undefined {
  try {
    return readWhole(type, json, reader);
  } catch (error) {
    if (error instanceof InexactNumber) return undefined;
    throw asJsonError(error);
  }
}

function readWhole<T>(type: MessageType<T, never>, json: unknown, reader: MessageReader): T {
  const message = reader.message(planOf(type), json) as T;
  const generated = type as unknown as AnyGeneratedType;
  const path = canLack(generated) ? findMissing(generated, message) : undefined;
  if (path !== undefined) throw new JsonError(`$.${path}`, "is missing: the field is required");
  const passed = limitsOf(type)?.check(type, message as object);
  if (passed !== undefined) {
    throw new JsonError(passed.path === "" ? "$" : `$.${passed.path}`, passed.problem);
  }
  return message;
}

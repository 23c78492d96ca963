// JSON to messages: ProtoJSON, strictly.

import { limitsOf } from "../assert-limits.js";
import { assertText, noOptions } from "../assert-options.js";
import { findTooLong, optionsWithin } from "../max-depth.js";
import { Kind, type MessagePlan, planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { hasOnlyNames } from "./count-names.js";
import { asJsonError, JsonError, propertyStep } from "./json-error.js";
import { checkReadOptions, type JsonReadOptions } from "./options.js";
import { parseJson } from "./parse-json.js";
import { MessageReader } from "./read-message.js";
import { InexactNumber } from "./read-scalar.js";

/**
 * A message from a value of JSON, which is not changed. 64-bit integers may be bigints in it.
 *
 * ```ts
 * fromJson(HelloRequest, { name: "itfromzero" }); // { name: "itfromzero" }
 * ```
 *
 * @throws JsonError `$.users[3].email: expected a string, got 42`
 * @throws TypeError for what is no message type, and for an option that is none; RangeError for one out of range
 */
export function fromJson<T>(
  type: MessageType<T, never>,
  json: unknown,
  options: JsonReadOptions = noOptions,
): T {
  planOf(type);
  checkReadOptions(options);
  try {
    return readWhole(type, json, readerOf(type, options, false));
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
 * @throws TypeError for what is no message type or no text, and for an option that is none; RangeError for one out of range
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
  const reader = readerOf(type, options, true);
  const json = parseQuickly(text);
  if (json !== undefined) {
    const message = readQuickly(type, json, reader);
    if (message !== undefined && hasOnlyNames(text, reader.names)) return message;
  }
  return fromJson(type, parseJson(text), options);
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

function readerOf(type: object, options: JsonReadOptions, countsNames: boolean): MessageReader {
  return new MessageReader(optionsWithin(type, options), limitsOf(type), countsNames);
}

function readWhole<T>(type: MessageType<T, never>, json: unknown, reader: MessageReader): T {
  const plan = planOf(type);
  const message = reader.message(plan, json) as T;
  const passed = limitsOf(type)?.check(type, message as object);
  if (passed !== undefined) throw new JsonError(pathInJson(plan, passed.path), passed.problem);
  return message;
}

/** The path of a message, `user_info.email`, as JSON has it: `$.userInfo.email`. */
function pathInJson(outer: MessagePlan, path: string): string {
  let plan = outer;
  let result = "$";
  for (const name of path.split(".")) {
    const field = plan.wellKnown === undefined ? plan.byName.get(name) : undefined;
    // A type with a form of its own does not have its fields in JSON.
    if (field === undefined) break;
    result += propertyStep(field.jsonName);
    if (field.kind !== Kind.message) break;
    plan = field.message;
  }
  return result;
}
